import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignInCard } from "@/components/staff/sign-in-card";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { TextInput } from "@/components/ui/text-input";
import { SHORTEST_PASSWORD } from "@/lib/auth/password";
import { isResetValid } from "@/lib/auth/reset-password";
import { Outcome } from "../../outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("reset.title") };
}

/** Sets a new password by a mailed link, which is spent by the form: mail scanners open links. */
export default async function ResetPage({ params, searchParams }: PageProps<"/admin/reset/[secret]">) {
  const { secret } = await params;
  const t = await getTranslations("admin-account.reset");
  const fields = await getTranslations("admin-account.fields");
  const isValid = await isResetValid(secret, new Date());
  return (
    <SignInCard title={t("title")} path="/admin/sign-in" note={<Outcome searchParams={await searchParams} />}>
      {isValid ? (
        <form action={`/admin/reset/${encodeURIComponent(secret)}/save`} method="post">
          <Fields>
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
          <a href="/admin/forgot">{t("again")}</a>
        </Note>
      )}
    </SignInCard>
  );
}
