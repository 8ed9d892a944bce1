import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";

/** The pages below a conference's set-up, in the order in which one sets up. */
export const SET_UP_PARTS = [
  "conference",
  "categories",
  "services",
  "sessions",
  "rooms",
  "tags",
  "quotas",
  "promotions",
  "questions",
  "payment",
  "texts",
  "languages",
  "indico",
  "mapping",
  "file",
] as const;
export type SetUpPart = (typeof SET_UP_PARTS)[number];

/** From one page of the set-up to the others. `current` is null on the overview. */
export function SetUpNav({ slug, current }: { slug: string; current: SetUpPart | null }) {
  const t = useTranslations("admin-set-up");
  const base = `/admin/c/${slug}/set-up`;
  const links = [
    { href: base, label: t("parts.overview"), isCurrent: current === null },
    ...SET_UP_PARTS.map((part) => ({
      href: `${base}/${part}`,
      label: t(`parts.${part}`),
      isCurrent: part === current,
    })),
  ];
  return (
    <nav aria-label={t("nav")} className="mt-3 border-rule border-b">
      <ul className="flex flex-wrap gap-x-5">
        {links.map(({ href, label, isCurrent }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={isCurrent ? "page" : undefined}
              className={cx(
                "inline-block py-1.5 no-underline hover:underline",
                isCurrent ? "font-semibold shadow-[inset_0_-3px_0_var(--accent)]" : "text-ink-soft",
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
