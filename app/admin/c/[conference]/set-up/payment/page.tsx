import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup, Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { OFFERED_WAYS } from "@/lib/conference/conference-file";
import { loadSetup } from "@/lib/conference/load-setup";
import { allValues } from "@/lib/http/form-values";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { ObjectHistory } from "../../audit/object-history";
import { PartForm, PartText, problemOf } from "../part-form";
import { readPart } from "../save-part";
import { SetUpFrame } from "../set-up-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.payment") };
}

/** The ways to pay, and the account that transfers go to. */
export default async function PaymentPage({ params, searchParams }: PageProps<"/admin/c/[conference]/set-up/payment">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up/payment`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const loaded = await loadSetup(at.conference.id);
  if (!loaded) leaveUnknown(slug);
  const state = await readPart(at.staff, at.conference.id, "payment", loaded);
  const t = await getTranslations("admin-set-up");
  const chosen = allValues(state.values, "ways");
  return (
    <SetUpFrame at={at} part="payment" searchParams={await searchParams}>
      <PartForm action={`${page}/save`} state={state}>
        <Section title={t("sections.ways")}>
          <Fields>
            <FieldGroup name="ways" label={t("fields.ways")} error={problemOf(state, "ways")}>
              {OFFERED_WAYS.map((way) => (
                <Checkbox
                  key={way}
                  id={`ways-${way}`}
                  name="ways"
                  value={way}
                  optional
                  defaultChecked={chosen.includes(way)}
                >
                  {t(`ways.${way}`)}
                </Checkbox>
              ))}
            </FieldGroup>
          </Fields>
        </Section>
        <Section title={t("sections.bank")} intro={t("bank-intro")}>
          <Fields>
            <PartText state={state} name="accountHolder" optional />
            <PartText state={state} name="iban" code optional hint={t("iban-hint")} />
            <PartText state={state} name="bic" code optional width="half" />
            <PartText state={state} name="transferDays" inputMode="numeric" width="half" />
            <PartText state={state} name="referencePrefix" code width="half" hint={t("prefix-hint")} />
          </Fields>
        </Section>
      </PartForm>
      <ObjectHistory at={at} objects={[{ object: "payment", objectId: String(at.conference.id) }]} />
    </SetUpFrame>
  );
}
