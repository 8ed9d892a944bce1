import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SignInCard } from "@/components/staff/sign-in-card";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { SIGN_IN_PAGE } from "@/lib/auth/next-auth";
import { Outcome } from "../outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("forgot.title") };
}

/** Asks for a link that sets a new password. */
export default async function ForgotPage({ searchParams }: PageProps<"/admin/forgot">) {
  const t = await getTranslations("admin-account.forgot");
  return (
    <SignInCard title={t("title")} path="/admin/forgot" note={<Outcome searchParams={await searchParams} />}>
      <form action="/admin/forgot/ask" method="post">
        <Fields>
          <TextInput name="email" type="email" label={t("email")} hint={t("hint")} autoComplete="username" />
        </Fields>
        <p className="mt-8">
          <Button type="submit" look="primary" className="w-full">
            {t("submit")}
          </Button>
        </p>
      </form>
      <p className="mt-4">
        <a href={SIGN_IN_PAGE}>{t("back")}</a>
      </p>
    </SignInCard>
  );
}
