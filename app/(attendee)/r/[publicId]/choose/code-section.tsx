import { useTranslations } from "next-intl";
import { usePageLocale } from "@/components/page-locale";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { TextInput } from "@/components/ui/text-input";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import type { Choosing } from "./load-choosing";

type SectionProps = { choosing: Choosing; errors: Readonly<Record<string, string>> };

/** Where a promotion code is typed. Its button counts anew with it, as "Update the total" does, and orders nothing. */
export function CodeSection({ choosing: { code, catalogue }, errors }: SectionProps) {
  const t = useTranslations("attendee.choose.promotion");
  const locale = usePageLocale();
  const amount = formatMoney(money(code.lessMinor, catalogue.currency), locale);
  const isApplied = code.applied !== "" && code.refusal === null;
  return (
    <Section title={t("title")} id="code">
      <Fields>
        <TextInput
          name="promotionCode"
          label={t("label")}
          hint={t("hint")}
          error={errors.promotionCode}
          defaultValue={code.typed}
          width="half"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          code
          optional
        />
      </Fields>
      <p className="mt-3">
        <Button type="submit" name="recount" value="code">
          {t("apply")}
        </Button>
      </p>
      {isApplied && (
        <p className="mt-3 text-sm">
          {t("is", { code: code.applied })} {code.lessMinor > 0 ? t("less", { amount }) : t("opens")}
        </p>
      )}
    </Section>
  );
}
