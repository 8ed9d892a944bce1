import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StaffFrame, StaffTitle } from "@/components/staff/staff-frame";
import { Button } from "@/components/ui/button";
import { conferencesWhere, type Permission } from "@/lib/auth/permissions";
import type { StaffMember } from "@/lib/auth/staff-session";

/** The desk's pages, each with what one must be allowed to see it. */
const PAGES = [
  { href: "/admin", key: "work-list", permission: "registrations.see" },
  { href: "/admin/registrations", key: "registrations", permission: "registrations.see" },
  { href: "/admin/parked", key: "parked", permission: "indico.retry" },
] as const satisfies readonly { href: string; key: string; permission: Permission }[];

type DeskProps = {
  staff: StaffMember;
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  current?: (typeof PAGES)[number]["href"] | undefined;
  /** The conference that this page is about. */
  conference?: { slug: string; name: string } | undefined;
  children: ReactNode;
};

/** A staff page: the frame with what this person may open, who they are, and the way out. */
export function Desk({ staff, title, aside, current, conference, children }: DeskProps) {
  const t = useTranslations("admin.desk");
  const roles = [...new Set(staff.roles.map(({ role }) => t(`roles.${role}`)))];
  const items = PAGES.filter(({ permission }) => conferencesWhere(staff.roles, permission).length > 0).map(
    ({ href, key }) => ({ href, label: t(`pages.${key}`), current: href === current }),
  );
  return (
    <StaffFrame
      conference={conference}
      groups={[{ items }]}
      who={[staff.name, ...roles].join(", ")}
      signOut={
        <form action="/admin/sign-out" method="post">
          <Button type="submit" look="quiet" size="dense">
            {t("sign-out")}
          </Button>
        </form>
      }
    >
      <StaffTitle aside={aside}>{title}</StaffTitle>
      {children}
    </StaffFrame>
  );
}
