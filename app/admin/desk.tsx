import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Palette } from "@/components/staff/palette";
import { type NavigationItem, StaffFrame, StaffTitle } from "@/components/staff/staff-frame";
import { Button } from "@/components/ui/button";
import { conferencesWhere, type Permission } from "@/lib/auth/permissions";
import type { StaffMember } from "@/lib/auth/staff-session";
import { countDeskWork } from "@/lib/desk/count-desk-work";
import type { AtDesk } from "./guard";

type Entry = { key: string; path: string; permission: Permission };

/** A conference's pages in the navigation, each with what one must be allowed to see it. */
const GROUPS = {
  day: [
    { key: "work-list", path: "", permission: "registrations.see" },
    { key: "registrations", path: "/registrations", permission: "registrations.see" },
    { key: "delegations", path: "/delegations", permission: "registrations.see" },
    { key: "agenda", path: "/agenda", permission: "registrations.see" },
    { key: "check-in", path: "/check-in", permission: "registrations.check-in" },
  ],
  money: [
    { key: "payments", path: "/payments", permission: "payments.see" },
    { key: "suspense", path: "/suspense", permission: "suspense.see" },
  ],
  books: [
    { key: "differences", path: "/differences", permission: "differences.see" },
    { key: "exports", path: "/exports", permission: "exports.make" },
    { key: "audit", path: "/audit", permission: "audit.see" },
  ],
  conference: [
    { key: "set-up", path: "/set-up", permission: "set-up.see" },
    { key: "machines", path: "/machines", permission: "machines.see" },
    { key: "staff", path: "/staff", permission: "staff.manage" },
  ],
} as const satisfies Record<string, readonly Entry[]>;

export type DeskPage = (typeof GROUPS)[keyof typeof GROUPS][number]["key"];

type DeskProps = {
  at: AtDesk;
  /** The navigation's entry that this page belongs to. */
  current: DeskPage;
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A page of one conference's desk: the frame with what this person may open there, what waits, and the way out. */
export async function Desk({ at, current, title, aside, children }: DeskProps) {
  const { staff, conference, may } = at;
  const t = await getTranslations("admin.desk");
  const counts: Partial<Record<DeskPage, number>> = await countDeskWork(conference.id, may);
  const base = `/admin/c/${conference.slug}`;
  const toItem = ({ key, path }: { key: DeskPage; path: string }): NavigationItem => ({
    href: `${base}${path}`,
    label: t(`pages.${key}`),
    current: key === current,
    ...(counts[key] ? { count: counts[key], urgent: true } : {}),
  });
  const groups = (Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => ({
    title: group === "day" ? undefined : t(`groups.${group}`),
    items: GROUPS[group].filter(({ permission }) => may(permission)).map(toItem),
  }));
  const hasOthers = conferencesWhere(staff.roles, "registrations.see");
  return (
    <StaffFrame
      conference={conference}
      switchHref={hasOthers === "all" || hasOthers.length > 1 ? "/admin?choose=1" : undefined}
      groups={groups.filter(({ items }) => items.length > 0)}
      who={await whoIs(staff, conference.id)}
      search={<DeskSearch action={`${base}/registrations`} label={t("search")} />}
      commands={
        <Palette
          entries={groups.flatMap(({ items }) => items.map(({ href, label }) => ({ href, label })))}
          peopleAddress={`${base}/people`}
          words={await paletteWords()}
        />
      }
      signOut={<SignOut label={t("sign-out")} />}
    >
      <StaffTitle aside={aside}>{title}</StaffTitle>
      {children}
    </StaffFrame>
  );
}

type StaffPageProps = { staff: StaffMember; title: string; aside?: ReactNode; children: ReactNode };

/** A staff page that belongs to no conference. */
export async function StaffPage({ staff, title, aside, children }: StaffPageProps) {
  const t = await getTranslations("admin.desk");
  return (
    <StaffFrame
      groups={[{ items: [{ href: "/admin?choose=1", label: t("pages.conferences") }] }]}
      who={await whoIs(staff, null)}
      signOut={<SignOut label={t("sign-out")} />}
    >
      <StaffTitle aside={aside}>{title}</StaffTitle>
      {children}
    </StaffFrame>
  );
}

async function paletteWords() {
  const t = await getTranslations("admin.palette");
  return {
    ...{ open: t("open"), title: t("title"), placeholder: t("placeholder"), people: t("people"), pages: t("pages") },
    ...{ nothing: t("nothing"), close: t("close"), keysTitle: t("keys-title") },
    keys: [
      { key: "/", does: t("keys.search") },
      { key: "Ctrl K", does: t("keys.palette") },
      { key: "J K", does: t("keys.rows") },
      { key: "?", does: t("keys.help") },
      { key: "Esc", does: t("keys.escape") },
    ],
  };
}

function SignOut({ label }: { label: string }) {
  return (
    <form action="/admin/sign-out" method="post">
      <Button type="submit" look="quiet" size="dense">
        {label}
      </Button>
    </form>
  );
}

/** In the top bar: finds a registration from every page. `data-search` is where the key "/" goes. */
function DeskSearch({ action, label }: { action: string; label: string }) {
  return (
    <search className="min-w-0 max-w-96 grow">
      <form action={action}>
        <input
          type="search"
          name="q"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          data-search
          className="min-h-control-dense w-full rounded border border-edge bg-sheet px-2.5 text-sm placeholder:text-ink-faint"
        />
      </form>
    </search>
  );
}

/** "Amara Okonkwo, finance": the role here, or every role somewhere. */
async function whoIs(staff: StaffMember, conferenceId: number | null): Promise<string> {
  const t = await getTranslations("admin.desk.roles");
  const here = staff.roles.filter(
    (held) => conferenceId === null || held.conferenceId === null || held.conferenceId === conferenceId,
  );
  return [staff.name, ...new Set(here.map(({ role }) => t(role)))].join(", ");
}
