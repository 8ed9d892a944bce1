import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";

type SecondFactorSectionProps = { isSet: boolean; codesLeft: number; hasPassword: boolean };

/** Whether a second factor is set, and what can be done about it; each act asks for the password. */
export function SecondFactorSection({ isSet, codesLeft, hasPassword }: SecondFactorSectionProps) {
  const t = useTranslations("admin-account");
  const acts = isSet
    ? ([
        { action: "/admin/account/recovery-codes/renew", label: t("codes-renew"), look: "second" },
        { action: "/admin/account/second-factor/remove", label: t("second-factor-remove"), look: "danger" },
      ] as const)
    : ([{ action: "/admin/account/second-factor/begin", label: t("second-factor-begin"), look: "primary" }] as const);
  return (
    <Section title={t("second-factor.section")} intro={t("second-factor.intro")}>
      <Note
        tone={isSet && codesLeft > 2 ? "ok" : "wait"}
        title={isSet ? t("second-factor.on") : t("second-factor.off")}
      >
        {isSet ? t("second-factor.codes-left", { count: codesLeft }) : t("second-factor.off-do")}
      </Note>
      <form method="post" action={acts[0].action} className="mt-3 grid gap-3">
        {hasPassword && (
          <TextInput
            id="second-factor-password"
            name="current"
            type="password"
            label={t("fields.current-password")}
            autoComplete="current-password"
          />
        )}
        <p className="flex flex-wrap gap-2">
          {acts.map(({ action, label, look }) => (
            <Button key={action} type="submit" size="middle" look={look} formAction={action}>
              {label}
            </Button>
          ))}
        </p>
      </form>
    </Section>
  );
}
