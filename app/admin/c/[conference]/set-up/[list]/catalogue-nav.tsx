import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";
import { LISTS } from "@/lib/conference/rename-item";
import { listPage, setUpPage } from "./lists";

/** From one list of the set-up to the others, and back to its first page. */
export function CatalogueNav({ slug, current }: { slug: string; current: string }) {
  const t = useTranslations("admin-catalogue");
  const links = [
    { href: setUpPage(slug), label: t("nav.set-up") },
    ...LISTS.map((list) => ({ href: listPage(slug, list), label: t(`lists.${list}.title`) })),
    { href: `${setUpPage(slug)}/mapping`, label: t("mapping.title") },
  ];
  return (
    <nav aria-label={t("nav.label")} className="mt-3 border-rule border-b">
      <ul className="flex flex-wrap gap-x-5">
        {links.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={href === current ? "page" : undefined}
              className={cx(
                "inline-block py-1.5 no-underline hover:underline",
                href === current ? "font-semibold shadow-[inset_0_-3px_0_var(--accent)]" : "text-ink-soft",
              )}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
