import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInCard } from "@/components/staff/sign-in-card";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { TextInput } from "@/components/ui/text-input";
import { SECOND_FACTOR_PAGE, SIGN_IN_PAGE } from "@/lib/auth/next-auth";
import { findHalfOpenSession } from "../half-open";
import { Outcome } from "../outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-account"))("second-factor.title") };
}

/** After the password: the code of the app, or a recovery code. */
export default async function SecondFactorPage({ searchParams }: PageProps<"/admin/second-factor">) {
  const said = await searchParams;
  if (!(await findHalfOpenSession())) redirect(SIGN_IN_PAGE);
  const t = await getTranslations("admin-account.second-factor");
  return (
    <SignInCard title={t("title")} path={SECOND_FACTOR_PAGE} note={<Outcome searchParams={said} />}>
      <form action={`${SECOND_FACTOR_PAGE}/check`} method="post">
        <input type="hidden" name="back" value={typeof said.back === "string" ? said.back : ""} />
        <Fields>
          <TextInput
            name="code"
            label={t("code")}
            hint={t("code-hint")}
            autoComplete="one-time-code"
            spellCheck={false}
            code
          />
        </Fields>
        <p className="mt-8">
          <Button type="submit" look="primary" className="w-full">
            {t("submit")}
          </Button>
        </p>
      </form>
      <form action="/admin/sign-out" method="post" className="mt-3 text-center">
        <Button type="submit" look="quiet" size="dense">
          {t("other-account")}
        </Button>
      </form>
    </SignInCard>
  );
}
