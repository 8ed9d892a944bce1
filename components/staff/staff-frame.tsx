import { cx } from "class-variance-authority";
import { Menu, UserRound } from "lucide";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export type NavigationItem = {
  href: string;
  label: string;
  /** Beside the label; `urgent` where it waits for somebody. */
  count?: number | undefined;
  urgent?: boolean | undefined;
  current?: boolean | undefined;
};

type StaffFrameProps = {
  /** Absent where staff choose among conferences. Brings its colour with it. */
  conference?: { slug: string; name: string } | undefined;
  /** Where another conference is chosen; absent for those who have only one. */
  switchHref?: string | undefined;
  /** The first group has no title. */
  groups: readonly { title?: string | undefined; items: readonly NavigationItem[] }[];
  /** "Amara Okonkwo, finance". */
  who: string;
  /** In the top bar: the search. */
  search?: ReactNode;
  /** In the top bar: the palette and the keys. */
  commands?: ReactNode;
  /** At the right of the top bar: the form that signs out. */
  signOut?: ReactNode;
  children: ReactNode;
};

const NAVIGATION_ID = "navigation";

/** The staff's dense frame: top bar, navigation of 12.5 rem (a popover under 64 rem), content to the edge. */
export function StaffFrame({
  conference,
  switchHref,
  groups,
  who,
  search,
  commands,
  signOut,
  children,
}: StaffFrameProps) {
  const t = useTranslations("admin.frame");
  return (
    <div className="grid min-h-screen grid-rows-[auto_1fr] text-sm lg:grid-cols-[12.5rem_minmax(0,1fr)]">
      {conference && <link rel="stylesheet" href={`/look/${conference.slug}.css`} precedence="conference" />}
      <header className="sticky top-0 z-6 col-span-full flex items-center gap-3 border-rule border-t-4 border-t-conference border-b bg-paper px-4 py-2 print:hidden">
        <Button size="dense" popoverTarget={NAVIGATION_ID} aria-label={t("menu")} className="lg:hidden">
          <Icon of={Menu} className="size-5" />
        </Button>
        <a
          href="/admin"
          className={cx("font-serif text-lg font-semibold tracking-[-0.02em] no-underline", search && "max-sm:hidden")}
        >
          {t("brand")}
        </a>
        {search}
        <span className="ml-auto flex min-w-0 items-center gap-3 text-ink-soft">
          {commands}
          <a
            href="/admin/account"
            aria-label={t("account-of", { who })}
            className="min-w-0 truncate no-underline hover:underline"
          >
            <span className="max-md:hidden">{who}</span>
            <Icon of={UserRound} className="size-5 md:hidden" />
          </a>
          {signOut}
        </span>
      </header>
      <nav
        id={NAVIGATION_ID}
        popover="auto"
        aria-label={conference?.name ?? t("navigation")}
        className="text-ink max-lg:fixed max-lg:inset-y-0 max-lg:left-0 max-lg:h-full max-lg:w-68 max-lg:bg-paper max-lg:px-3 max-lg:py-4 max-lg:shadow-over lg:static lg:block lg:h-auto lg:w-auto lg:border-rule lg:border-r lg:bg-transparent lg:pt-5 lg:pr-2 lg:pb-4 lg:pl-3 print:hidden"
      >
        {conference && (
          <p className="px-2.5 pb-3.5">
            <b className="block">{conference.name}</b>
            {switchHref && (
              <a href={switchHref} className="text-xs text-ink-soft">
                {t("switch")}
              </a>
            )}
          </p>
        )}
        {groups.map(({ title, items }) => (
          <div key={title ?? ""}>
            {title && <p className="px-2.5 pt-4 pb-1 text-xs text-ink-faint">{title}</p>}
            <ul>
              {items.map(({ href, label, count, urgent, current }) => (
                <li key={href}>
                  <a
                    href={href}
                    aria-current={current ? "page" : undefined}
                    className={cx(
                      "flex justify-between gap-2 rounded-sm px-2.5 py-1.25 no-underline hover:bg-sunk",
                      current ? "bg-sunk font-semibold text-ink shadow-[inset_3px_0_0_var(--accent)]" : "text-ink-soft",
                    )}
                  >
                    {label}
                    {count !== undefined && (
                      <span className={cx("num", urgent && "font-semibold text-ink")}>{t("count", { count })}</span>
                    )}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <main id="main" tabIndex={-1} className="min-w-0 px-[clamp(0.875rem,2vw,1.75rem)] pt-5 pb-12">
        {children}
      </main>
    </div>
  );
}

/** A staff page's title, with a word or buttons at the right. */
export function StaffTitle({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2">
      <h1 className="text-2xl">{children}</h1>
      {aside && <div className="text-sm text-ink-soft">{aside}</div>}
    </div>
  );
}
