import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";
import { SHORTEST_PASSWORD } from "@/lib/auth/password";
import { listProviders } from "@/lib/auth/providers";
import { readSecondFactor } from "@/lib/auth/second-factor";
import { listIdentities } from "@/lib/auth/sign-in-by-provider";
import { listStaffSessions } from "@/lib/auth/staff-session";
import { formatDateTime } from "@/lib/time/format";
import { StaffPage } from "../desk";
import { requireSignedIn } from "../guard";
import { Outcome } from "../outcome";
import { SecondFactorSection } from "./second-factor-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("title") };
}

/** One's own account: name, password, second factor, other ways to sign in, and where one is signed in. */
export default async function AccountPage({ searchParams }: PageProps<"/admin/account">) {
  const staff = await requireSignedIn("/admin/account");
  const now = new Date();
  const [sessions, identities, secondFactor] = await Promise.all([
    listStaffSessions(staff.id, now),
    listIdentities(staff.id),
    readSecondFactor(staff.id),
  ]);
  const t = await getTranslations("admin-account");
  const locale = await getLocale();
  const providers = new Map(listProviders().map(({ id, name }) => [id as string, name]));
  return (
    <StaffPage staff={staff} title={t("title")} aside={staff.email}>
      <Outcome searchParams={await searchParams} />
      <div className="max-w-prose">
        <Section title={t("you")} className="mt-6">
          <form action="/admin/account/name" method="post" className="mt-3 flex flex-wrap items-end gap-3">
            <TextInput
              name="name"
              label={t("fields.name")}
              defaultValue={staff.name}
              autoComplete="name"
              maxLength={120}
            />
            <Button type="submit" size="middle" className="mb-0.5">
              {t("save")}
            </Button>
          </form>
        </Section>
        <Section title={t("password")} intro={t("password-intro")}>
          <form action="/admin/account/password" method="post" className="mt-3 grid gap-3">
            <TextInput
              id="current-password"
              name="current"
              type="password"
              label={t("fields.current-password")}
              hint={secondFactor.hasPassword ? undefined : t("no-password")}
              autoComplete="current-password"
            />
            <TextInput
              name="password"
              type="password"
              label={t("fields.new-password")}
              hint={t("fields.password-hint", { count: SHORTEST_PASSWORD })}
              autoComplete="new-password"
            />
            <p>
              <Button type="submit" size="middle">
                {t("password-change")}
              </Button>
            </p>
          </form>
        </Section>
        <SecondFactorSection {...secondFactor} />
        {(identities.length > 0 || providers.size > 0) && (
          <Section title={t("identities")} intro={t("identities-intro")}>
            <ul className="mt-2">
              {identities.map(({ id, provider, linkedAt }) => (
                <li key={id} className="flex flex-wrap items-center justify-between gap-3 border-rule border-b py-2">
                  <span>
                    <b>{providers.get(provider) ?? provider}</b>{" "}
                    <span className="text-ink-soft">{formatDateTime(linkedAt, "UTC", locale)}</span>
                  </span>
                  <form action="/admin/account/identities/unlink" method="post">
                    <input type="hidden" name="identity" value={id} />
                    <Button type="submit" size="dense">
                      {t("unlink")}
                    </Button>
                  </form>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title={t("sessions")} intro={t("sessions-intro")}>
          <ul className="mt-2">
            {sessions.map(({ id, lastSeenAt, browser }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-3 border-rule border-b py-2">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <b>{id === staff.sessionId ? t("this-session") : t("session")}</b>{" "}
                  <span className="text-ink-soft">
                    {t("last-seen", { time: formatDateTime(lastSeenAt, "UTC", locale) })}
                  </span>
                  <span className="block text-xs text-ink-soft">{browser}</span>
                </span>
                {id !== staff.sessionId && (
                  <form action="/admin/account/sessions/end" method="post">
                    <input type="hidden" name="session" value={id} />
                    <Button type="submit" size="dense">
                      {t("end-session")}
                    </Button>
                  </form>
                )}
              </li>
            ))}
          </ul>
          {sessions.length > 1 && (
            <form action="/admin/account/sessions/end" method="post" className="mt-3">
              <Button type="submit" size="middle">
                {t("end-others")}
              </Button>
            </form>
          )}
        </Section>
      </div>
    </StaffPage>
  );
}
