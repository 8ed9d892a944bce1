import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignInCard } from "@/components/staff/sign-in-card";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { TextInput } from "@/components/ui/text-input";
import { SHORTEST_PASSWORD } from "@/lib/auth/password";
import { isSetUpOpen } from "@/lib/auth/set-up-link";
import { Outcome } from "../../outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("set-up.title") };
}

/** The first administrator makes their account by the link in the log. */
export default async function SetUpPage({ params, searchParams }: PageProps<"/admin/set-up/[secret]">) {
  const { secret } = await params;
  const t = await getTranslations("admin-account.set-up");
  const fields = await getTranslations("admin-account.fields");
  return (
    <SignInCard title={t("title")} path="/admin/sign-in" note={<Outcome searchParams={await searchParams} />}>
      {(await isSetUpOpen(secret, new Date())) ? (
        <form action={`/admin/set-up/${encodeURIComponent(secret)}/make`} method="post">
          <p className="mt-2 text-ink-soft">{t("about")}</p>
          <Fields>
            <TextInput name="name" label={fields("name")} autoComplete="name" maxLength={120} />
            <TextInput name="email" type="email" label={fields("email")} autoComplete="username" />
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
