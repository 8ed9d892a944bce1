import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BADGE_ID } from "@/components/badge/badge-column";

type PeekProps = {
  /** The sum, "EUR 770.00", or the name while there is none. */
  title: string;
  /** What opens: the badge alone, or with the lines of the order. */
  shows: "badge" | "badge-and-lines";
  /** The page's one primary button; it names its form: `<Button look="primary" type="submit" form="…">`. */
  children: ReactNode;
};

/** Under 64 rem the badge's stub waits at the bottom of the page and opens the badge without a script. */
export function Peek({ title, shows, children }: PeekProps) {
  const t = useTranslations("attendee.badge");
  return (
    <div className="sticky bottom-0 z-5 -mx-[clamp(1rem,4vw,3rem)] mt-8 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-edge border-t-2 border-dotted bg-sheet px-[clamp(1rem,4vw,3rem)] pt-2.5 pb-3 lg:hidden print:hidden">
      <button
        type="button"
        popoverTarget={BADGE_ID}
        className="grid min-h-12 grid-cols-[6px_minmax(0,1fr)] gap-2.5 text-left before:rounded-[1px] before:bg-conference"
      >
        <span className="block min-w-0 self-center leading-tight">
          <b className="num block truncate text-lg leading-tight">{title}</b>
          <span className="block truncate text-xs text-ink-soft underline decoration-edge underline-offset-[0.2em]">
            {t(shows)}
          </span>
        </span>
      </button>
      {children}
    </div>
  );
}
