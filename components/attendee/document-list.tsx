import { FileText, type IconNode } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export type DocumentItem = {
  key: string;
  title: string;
  /** Under the title: whom it is made out to, kind and size. */
  about?: ReactNode;
  icon?: IconNode | undefined;
  href: string;
  /** "Download", "Ask for it"; `spoken` names the document for those who hear the link alone. */
  act: string;
  spoken: string;
};

/** Documents to fetch, one per ruled row. */
export function DocumentList({ documents }: { documents: readonly DocumentItem[] }) {
  return (
    <ul className="mt-1">
      {documents.map(({ key, title, about, icon = FileText, href, act, spoken }) => (
        <li
          key={key}
          className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-3 border-rule border-b py-3"
        >
          <Icon of={icon} className="size-5" />
          <span className="min-w-0">
            {title}
            {about && <small className="block text-xs text-ink-soft">{about}</small>}
          </span>
          <a href={href} aria-label={spoken}>
            {act}
          </a>
        </li>
      ))}
    </ul>
  );
}
