import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/attendee/page-frame";
import { Title } from "@/components/attendee/title";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextInput } from "@/components/ui/text-input";
import { env } from "@/lib/env";
import { REGISTER_PROBLEMS } from "@/lib/sandbox/indico/register";

type Props = PageProps<"/sandbox/indico/register">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sandbox.indico.register"))("title") };
}

/** Registers somebody new in the sandbox Indico, so that a visitor of the demo can be themselves. */
export default async function SandboxRegisterPage({ searchParams }: Props) {
  if (!env().isDemo) notFound();
  const t = await getTranslations("sandbox.indico.register");
  const typed = await searchParams;
  const problem = REGISTER_PROBLEMS.find((known) => known === typed.problem);
  const value = (name: string) => ({ name, defaultValue: [typed[name] ?? ""].flat()[0] });
  const nameError = problem === "name" ? t("problem.name") : undefined;
  const emailError = problem === "email" || problem === "taken" ? t(`problem.${problem}`) : undefined;
  return (
    <>
      <PageHeader path="/sandbox/indico/register" />
      <main id="main" tabIndex={-1} className="mx-auto max-w-xl px-[clamp(1rem,4vw,3rem)] pt-4 pb-20">
        <p className="mb-3 text-sm">
          <a href="/sandbox/indico">{t("back")}</a>
        </p>
        <Title lead={t("lead")}>{t("title")}</Title>
        <form action="/sandbox/indico/register/send" method="post" className="mt-8 grid gap-y-5.5">
          <TextInput {...value("firstName")} label={t("first-name")} error={nameError} autoComplete="given-name" />
          <TextInput {...value("lastName")} label={t("last-name")} autoComplete="family-name" />
          <TextInput
            {...value("email")}
            type="email"
            label={t("email")}
            hint={t("email-hint")}
            error={emailError}
            autoComplete="email"
          />
          <Checkbox name="isStudent" defaultChecked={typed.isStudent === "yes"} optional>
            {t("student")}
          </Checkbox>
          <p className="mt-2">
            <Button look="primary" type="submit">
              {t("send")}
            </Button>
          </p>
        </form>
      </main>
    </>
  );
}
