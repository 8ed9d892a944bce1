import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { listInvitations } from "@/lib/auth/invitations";
import { listStaffHere } from "@/lib/auth/roles-here";
import { Role } from "@/lib/db/generated/enums";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { ObjectHistory } from "../audit/object-history";
import { StaffRow } from "./staff-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.staff") };
}

/** Also of those who are here no more. */
const EVERYBODY = [
  { object: "staff", objectId: null },
  { object: "invitation", objectId: null },
] as const;

/** Who may do what in this conference, who is invited, and the form that invites. */
export default async function StaffListPage({ params, searchParams }: PageProps<"/admin/c/[conference]/staff">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/staff`;
  const at = await requireAtDesk(slug, "staff.manage", page);
  const [people, invitations, kept] = await Promise.all([
    listStaffHere(at.conference.id),
    listInvitations(at.conference.id),
    findKeptStaffForm<string>(at.staff, `account.invite:${at.conference.id}`),
  ]);
  const t = await getTranslations("admin-account.staff");
  const roles = await getTranslations("admin.desk.roles");
  const options = Object.values(Role).map((role) => ({ value: role, label: `${roles(role)}: ${t(`roles.${role}`)}` }));
  return (
    <Desk at={at} current="staff" title={t("title", { count: people.length })}>
      <Outcome searchParams={await searchParams} />
      <ul className="mt-4 border-ink border-t">
        {people.map((person) => (
          <StaffRow key={person.id} person={person} page={page} isSelf={person.id === at.staff.id} />
        ))}
      </ul>
      <Section title={t("invite")} intro={t("invite-intro")} className="mt-10 max-w-prose">
        <form action={`${page}/invite`} method="post" className="mt-3 grid gap-3">
          <TextInput
            name="email"
            type="email"
            label={t("email")}
            defaultValue={kept ? singleValue(kept.values, "email") : ""}
            error={kept ? t("email-wrong") : undefined}
          />
          <Select
            name="role"
            label={t("role")}
            options={options}
            defaultValue={kept ? singleValue(kept.values, "role") : "desk"}
          />
          <p>
            <Button type="submit" size="middle" look="primary">
              {t("invite-do")}
            </Button>
          </p>
        </form>
      </Section>
      {invitations.length > 0 && (
        <Section title={t("invited")} className="mt-10 max-w-prose">
          <ul className="mt-2">
            {invitations.map(({ id, email, role, expiresAt }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-3 border-rule border-b py-2">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <b>{email}</b> <span className="text-ink-soft">{roles(role)}</span>
                  {expiresAt < new Date() && <span className="block text-wait">{t("ran-out")}</span>}
                </span>
                <span className="flex gap-2">
                  <form action={`${page}/invite`} method="post">
                    <input type="hidden" name="email" value={email} />
                    <input type="hidden" name="role" value={role} />
                    <Button type="submit" size="dense" aria-label={t("again-of", { email })}>
                      {t("again")}
                    </Button>
                  </form>
                  <form action={`${page}/invitations/${id}/withdraw`} method="post">
                    <Button type="submit" size="dense" look="quiet" aria-label={t("withdraw-of", { email })}>
                      {t("withdraw")}
                    </Button>
                  </form>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <ObjectHistory at={at} objects={EVERYBODY} />
    </Desk>
  );
}
