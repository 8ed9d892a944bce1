import { useTranslations } from "next-intl";

const LINKS = [
  { key: "start", href: "/" },
  { key: "indico", href: "/sandbox/indico" },
  { key: "mailbox", href: "/sandbox/mailbox" },
  { key: "staff", href: "/admin" },
] as const;

/** Marks every page of the demo as one, with the ways between its places. */
export function DemoBar() {
  const t = useTranslations("demo.bar");
  return (
    <aside
      aria-label={t("label")}
      className="relative z-10 flex flex-wrap items-baseline gap-x-6 gap-y-0.5 bg-ink px-[clamp(1rem,4vw,3rem)] py-2 text-xs text-paper print:hidden"
    >
      <p>
        <b>{t("label")}</b> <span className="max-md:hidden">{t("what")}</span>
      </p>
      <ul className="ml-auto flex flex-wrap gap-x-5">
        {LINKS.map(({ key, href }) => (
          <li key={key}>
            <a href={href} className="inline-block py-1">
              {t(key)}
            </a>
          </li>
        ))}
      </ul>
    </aside>
  );
}
