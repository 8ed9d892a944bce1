import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import type { Json } from "@/lib/audit/canonical-json";
import { loadSetup } from "@/lib/conference/load-setup";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { env } from "@/lib/env";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import type { ConnectionFinding } from "@/lib/indico/explain-connection";
import { paymentText } from "@/lib/indico/payment-text";
import { formatDateTime } from "@/lib/time/format";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { ObjectHistory } from "../../audit/object-history";
import { PartForm, PartText } from "../part-form";
import { indicoTestName, readPart } from "../save-part";
import { SetUpFrame } from "../set-up-frame";
import { CopyButton } from "./copy-button";
import { Findings } from "./findings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.indico") };
}

/** The tie to Indico: where it is, whether it works, and what to paste there. */
export default async function IndicoPage({ params, searchParams }: PageProps<"/admin/c/[conference]/set-up/indico">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up/indico`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const loaded = await loadSetup(at.conference.id);
  if (!loaded) leaveUnknown(slug);
  const state = await readPart(at.staff, at.conference.id, "indico", loaded);
  const tested = await findKeptStaffForm<Json>(at.staff, indicoTestName(at.conference.id));
  const t = await getTranslations("admin-set-up");
  const locale = await getLocale();
  const testedAt = (values: FormValues) =>
    formatDateTime(new Date(singleValue(values, "at")), at.conference.timeZone, locale);
  const text = paymentText(env().publicUrl, slug, t("paste.words"));
  return (
    <SetUpFrame at={at} part="indico" searchParams={await searchParams}>
      <PartForm action={`${page}/save`} state={state}>
        <Section title={t("sections.connection")} intro={t("connection-intro")}>
          <Fields>
            <PartText state={state} name="url" type="url" optional hint={t("url-hint")} />
            <PartText state={state} name="eventId" inputMode="numeric" width="half" optional />
            <PartText state={state} name="formId" inputMode="numeric" width="half" optional />
            <PartText
              state={state}
              name="token"
              type="password"
              autoComplete="off"
              optional
              defaultValue=""
              hint={t("token-hint")}
            />
            <Checkbox name="forgetToken" optional>
              {t("forget-token")}
            </Checkbox>
          </Fields>
        </Section>
      </PartForm>
      {loaded.setup.indico && (
        <Section title={t("sections.test")} intro={t("test-intro")}>
          <form action={`${page}/test`} method="post" className="mt-3">
            <Button type="submit">{t("test")}</Button>
          </form>
          {tested && (
            <>
              <p className="mt-3 text-ink-soft">{t("tested-at", { time: testedAt(tested.values) })}</p>
              <Findings findings={tested.problems as unknown as ConnectionFinding[]} />
            </>
          )}
        </Section>
      )}
      <Section title={t("sections.paste")} intro={t("paste.intro")}>
        <div className="max-w-[44rem]">
          <Fields>
            <TextArea name="paste" label={t("paste.label")} defaultValue={text} readOnly rows={5} />
          </Fields>
          <div className="mt-3">
            <CopyButton text={text} label={t("paste.copy")} done={t("paste.copied")} />
          </div>
        </div>
      </Section>
      <ObjectHistory at={at} objects={[{ object: "indico", objectId: String(at.conference.id) }]} />
    </SetUpFrame>
  );
}
