import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { pageLanguages } from "@/app/page-languages";
import { Title } from "@/components/attendee/title";
import { Peek } from "@/components/badge/peek";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { db } from "@/lib/db/client";
import { readForPrefill } from "@/lib/indico/read-for-foyer";
import { isAskedOf } from "@/lib/questions/check-answers";
import { loadQuestions } from "@/lib/questions/load-questions";
import { findAskedCategory } from "@/lib/registration/asked-category";
import { leadsTo, loadJourney } from "@/lib/registration/load-journey";
import { PAGE_WAITS_MS, prefillRegistration } from "@/lib/registration/prefill";
import { cityOfZone, formatTime } from "@/lib/time/format";
import { AttendeeStage } from "../../../attendee-stage";
import { type OpenJourney, requireJourney } from "../journey";
import { isFreeInIndico } from "../no-charge-page";
import { DetailsForm, FORM_ID } from "./details-form";
import { fieldsOf, personOf } from "./fields";
import { findKeptDetails } from "./kept-details";

type Props = PageProps<"/r/[publicId]/details">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.details"))("title") };
}

/** The form, filled in from Indico as far as Indico answers within three seconds. */
export default async function DetailsPage({ params }: Props) {
  const { publicId } = await params;
  const { access, journey } = await openAndPrefill(publicId);
  if (!leadsTo(journey, "details")) redirect(`/r/${publicId}`);
  const { registration, conference } = journey;
  const client = await db();
  const [kept, questions, categoryCode] = await Promise.all([
    findKeptDetails(access),
    loadQuestions(client, { conferenceId: conference.id, registrationId: registration.id }),
    findAskedCategory(client, registration.id),
  ]);
  const t = await getTranslations("attendee.details");
  const locale = await getLocale();
  const asked = questions.filter((question) => isAskedOf(question, categoryCode));
  const fields = await fieldsOf({ registration, questions: asked, kept });
  const name = `${registration.firstName} ${registration.lastName}`.trim();
  return (
    <AttendeeStage
      step="details"
      conference={conference}
      journey={journey}
      path={`/r/${publicId}/details`}
      badge={kept ? { person: personOf(fields, (await pageLanguages()).locale) } : undefined}
      peek={
        <Peek title={name || t("no-name")} shows="badge">
          <Button look="primary" type="submit" form={FORM_ID}>
            {t("continue-short")}
          </Button>
        </Peek>
      }
    >
      <Title lead={t(registration.prefill === "done" ? "lead" : "lead-by-hand")}>{t("title")}</Title>
      <ErrorSummary errors={fields.errors} />
      {kept?.problems.changedAt && (
        <Note tone="wait" role="alert" title={t("changed-elsewhere-title")}>
          {t("changed-elsewhere", {
            time: formatTime(new Date(kept.problems.changedAt), conference.timeZone, locale),
            city: cityOfZone(conference.timeZone, locale),
          })}
        </Note>
      )}
      {(registration.prefill === "late" || registration.prefill === "waiting") && (
        <Note tone="wait" title={t("indico-late-title")}>
          {t("indico-late")}
        </Note>
      )}
      {journey.openQuestions > 0 && (
        <Note tone="wait" title={t("open-questions", { count: journey.openQuestions })}>
          {t("open-questions-why")}
        </Note>
      )}
      <DetailsForm
        publicId={publicId}
        registration={registration}
        isProved={access.level === "verified"}
        fields={fields}
      />
    </AttendeeStage>
  );
}

/** Where nobody has read Indico yet, this page does, and shows what it learnt; that nothing is to pay comes before it. */
async function openAndPrefill(publicId: string): Promise<OpenJourney> {
  const { access, journey } = await requireJourney(publicId);
  if (journey.registration.prefill !== "waiting") return { access, journey };
  await prefillRegistration(access.registrationId, readForPrefill, PAGE_WAITS_MS);
  const filled = await loadJourney(access.registrationId);
  if (isFreeInIndico(filled)) redirect(`/r/${publicId}`);
  return { access, journey: filled };
}
