import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Fields } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Section } from "@/components/ui/section";
import { OVERLAP_RULES } from "@/lib/conference/conference-file";
import { loadSetup } from "@/lib/conference/load-setup";
import { hasLogo } from "@/lib/conference/logo";
import { accentsOf, contrast } from "@/lib/look/accent";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { ObjectHistory } from "../../audit/object-history";
import { PartBox, PartForm, PartSelect, PartText, PartTranslations } from "../part-form";
import { readPart } from "../save-part";
import { SetUpFrame } from "../set-up-frame";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.conference") };
}

type Props = PageProps<"/admin/c/[conference]/set-up/conference">;

/** Name, days, place, tax, look and the way in of a conference. */
export default async function ConferencePage({ params, searchParams }: Props) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up/conference`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const loaded = await loadSetup(at.conference.id);
  if (!loaded) leaveUnknown(slug);
  const state = await readPart(at.staff, at.conference.id, "conference", loaded);
  const isThere = await hasLogo(at.conference.id);
  const t = await getTranslations("admin-set-up");
  const { light, dark, onConference } = accentsOf(loaded.setup.conference.colour);
  const ratio = (one: string, other: string) => `${(Math.floor(contrast(one, other) * 10) / 10).toFixed(1)} : 1`;
  return (
    <SetUpFrame at={at} part="conference" searchParams={await searchParams}>
      <PartForm action={`${page}/save`} state={state}>
        <Section title={t("sections.name")}>
          <Fields>
            <PartText state={state} name="name" />
            <PartTranslations state={state} name="name" />
            <PartText state={state} name="subtitle" optional />
            <PartTranslations state={state} name="subtitle" />
            <PartText state={state} name="city" width="half" />
            <PartTranslations state={state} name="city" />
            <PartText state={state} name="startsOn" width="half" placeholder="2027-05-31" />
            <PartText state={state} name="endsOn" width="half" placeholder="2027-06-04" />
            <PartText state={state} name="timeZone" width="half" placeholder="Europe/Lisbon" />
          </Fields>
        </Section>
        <Section title={t("sections.organiser")}>
          <Fields>
            <PartText state={state} name="organiser" />
            <PartText state={state} name="contactEmail" type="email" />
            <PartText state={state} name="termsUrl" type="url" optional />
            <PartText state={state} name="privacyUrl" type="url" optional />
          </Fields>
        </Section>
        <Section title={t("sections.tax")} intro={t("tax-intro")}>
          <Fields>
            <PartText state={state} name="currency" width="half" code />
            <PartText state={state} name="taxPercent" width="half" inputMode="decimal" />
            <PartText state={state} name="taxName" width="half" />
            <PartTranslations state={state} name="taxName" />
            <PartText state={state} name="taxNumber" optional />
          </Fields>
        </Section>
        <Section title={t("sections.look")}>
          <Fields>
            <PartText state={state} name="colour" width="half" code hint={t("colour-hint")} />
          </Fields>
          <p className="mt-4 flex flex-wrap gap-3">
            <span className="rounded bg-accent px-4 py-2 text-on-accent">{t("colour.button")}</span>
            <span className="rounded bg-conference px-4 py-2 text-on-conference">{t("colour.stripe")}</span>
          </p>
          <DefinitionList
            className="mt-3"
            items={[
              { term: t("colour.light"), value: ratio("#ffffff", light) },
              { term: t("colour.dark"), value: ratio("#141310", dark) },
              { term: t("colour.stripe"), value: ratio(onConference, loaded.setup.conference.colour) },
            ]}
          />
        </Section>
        <Section title={t("sections.way-in")}>
          <Fields>
            <PartSelect
              state={state}
              name="linkPolicy"
              options={(["verify-first", "link-first"] as const).map((value) => ({
                value,
                label: t(`policies.${value}`),
              }))}
              hint={t("policy-hint")}
            />
            <PartBox state={state} name="isOpen" hint={t("open-hint")} />
            <PartText
              state={state}
              name="changesFreeUntil"
              type="datetime-local"
              width="half"
              optional
              hint={t("changes-hint")}
            />
          </Fields>
        </Section>
        <Section title={t("sections.agenda")} intro={t("agenda-intro")}>
          <Fields>
            <PartBox state={state} name="unpaidTakePart" hint={t("unpaid-hint")} />
            <PartSelect
              state={state}
              name="overlapRule"
              options={OVERLAP_RULES.map((value) => ({ value, label: t(`overlap-rules.${value}`) }))}
            />
            <PartText
              state={state}
              name="sessionsPerPerson"
              width="half"
              inputMode="numeric"
              optional
              hint={t("sessions-per-person-hint")}
            />
            <PartText
              state={state}
              name="sessionsPerSlot"
              width="half"
              inputMode="numeric"
              optional
              hint={t("sessions-per-slot-hint")}
            />
          </Fields>
        </Section>
        <Section title={t("sections.machines")} intro={t("machines-intro")}>
          <Fields>
            <PartText
              state={state}
              name="secondaryLimit"
              width="half"
              inputMode="numeric"
              optional
              hint={t("secondary-limit-hint")}
            />
          </Fields>
        </Section>
        <Section title={t("sections.delegations")} intro={t("delegations-intro")}>
          <Fields>
            <PartBox state={state} name="takesDelegations" />
            <PartText
              state={state}
              name="delegationLimit"
              width="half"
              inputMode="numeric"
              optional
              hint={t("delegation-limit-hint")}
            />
            <PartText state={state} name="previous" width="half" code optional hint={t("previous-hint")} />
          </Fields>
        </Section>
      </PartForm>
      <Section title={t("sections.logo")} intro={t("logo.intro")}>
        {isThere && (
          // biome-ignore lint/performance/noImgElement: a small file of ours, of unknown size
          <img src={`/logo/${slug}`} alt={t("logo.alt")} className="mt-3 max-h-24 max-w-full" />
        )}
        <form action={`${page}/logo`} method="post" encType="multipart/form-data" className="max-w-[44rem]">
          <Fields>
            <FileInput name="logo" label={t("logo.file")} accept="image/png,image/jpeg,image/webp" />
          </Fields>
          <div className="mt-4 flex flex-wrap gap-3">
            <Button type="submit">{t("logo.save")}</Button>
            {isThere && (
              <Button type="submit" name="act" value="remove" look="danger">
                {t("logo.remove")}
              </Button>
            )}
          </div>
        </form>
      </Section>
      <ObjectHistory at={at} objects={[{ object: "conference", objectId: String(at.conference.id) }]} />
    </SetUpFrame>
  );
}
