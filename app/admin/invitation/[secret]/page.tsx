import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignInCard } from "@/components/staff/sign-in-card";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { TextInput } from "@/components/ui/text-input";
import { findInvitation } from "@/lib/auth/invitations";
import { SHORTEST_PASSWORD } from "@/lib/auth/password";
import { Outcome } from "../../outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("invitation.title") };
}

/** Makes an account by a mailed invitation. */
export default async function InvitationPage({ params, searchParams }: PageProps<"/admin/invitation/[secret]">) {
  const { secret } = await params;
  const invitation = await findInvitation(secret, new Date());
  const t = await getTranslations("admin-account.invitation");
  const fields = await getTranslations("admin-account.fields");
  const roles = await getTranslations("admin.desk.roles");
  return (
    <SignInCard title={t("title")} path="/admin/sign-in" note={<Outcome searchParams={await searchParams} />}>
      {invitation ? (
        <form action={`/admin/invitation/${encodeURIComponent(secret)}/accept`} method="post">
          <p className="mt-2 text-ink-soft">
            {t("about", {
              conference: invitation.conference.name,
              role: roles(invitation.role),
              email: invitation.email,
            })}
          </p>
          <Fields>
            <TextInput name="name" label={fields("name")} autoComplete="name" maxLength={120} />
            <TextInput
              name="password"
              type="password"
              label={fields("new-password")}
              hint={fields("password-hint", { count: SHORTEST_PASSWORD })}
              autoComplete="new-password"
            />
          </Fields>
          <p className="mt-8">
            <Button type="submit" look="primary" className="w-full">
              {t("submit")}
            </Button>
          </p>
        </form>
      ) : (
        <Note tone="bad" title={t("over")}>
          {t("over-do")}
        </Note>
      )}
    </SignInCard>
  );
}
