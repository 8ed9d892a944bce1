import { useTranslations } from "next-intl";
import { FormActions } from "@/components/attendee/form-actions";
import { Title } from "@/components/attendee/title";
import { Peek } from "@/components/badge/peek";
import { usePageLocale } from "@/components/page-locale";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import type { Journey } from "@/lib/registration/load-journey";
import { AttendeeStage } from "../../../attendee-stage";
import { CodeSection } from "./code-section";
import { FeeSection } from "./fee-section";
import { GuestSections } from "./guest-sections";
import { LiveTotal } from "./live-total";
import type { Choosing } from "./load-choosing";
import { usePreviewBadge } from "./preview-badge";
import { byField, useChoiceErrors } from "./refusal-texts";
import { ServiceSection } from "./service-section";

const FORM = "choose";

type ChooseProps = {
  journey: Journey;
  choosing: Choosing;
  /** Code of a service for which one more person is to be named. */
  more: string | undefined;
  now: Date;
};

/** The form of fees and services with its running total; every button sends the whole form. */
export function Choose({ journey, choosing, more, now }: ChooseProps) {
  const t = useTranslations("attendee.choose");
  const locale = usePageLocale();
  const { conference, registration } = journey;
  const path = `/r/${registration.publicId}/choose`;
  const errors = useChoiceErrors(choosing);
  const badge = usePreviewBadge(journey, choosing);
  const { totalMinor, currency } = choosing.preview;
  const total = formatMoney(money(totalMinor, currency), locale);
  const sections = { choosing, errors: byField(errors) };
  const peek = (
    <Peek title={total} shows="badge-and-lines">
      <Button look="primary" type="submit" form={FORM}>
        {t("to-payment")}
      </Button>
    </Peek>
  );
  return (
    <AttendeeStage
      step="choose"
      conference={conference}
      journey={journey}
      path={path}
      badge={badge}
      peek={conference.isOpen && peek}
    >
      <Title>{t("title")}</Title>
      {!conference.isOpen && (
        <Note tone="wait" title={t("closed")}>
          {t("closed-do", { organiser: conference.organiser, address: conference.contactEmail })}
        </Note>
      )}
      <Trouble trouble={choosing.problems.trouble} />
      <ErrorSummary errors={errors} />
      {conference.isOpen && (
        <form id={FORM} action={`${path}/save`} method="post" noValidate>
          {/* The button that Enter presses: it counts, and orders nothing. */}
          <button type="submit" name="recount" value="yes" tabIndex={-1} aria-hidden="true" className="sr-only" />
          <FeeSection {...sections} now={now} />
          <ServiceSection {...sections} />
          <GuestSections {...sections} more={more} />
          <CodeSection {...sections} />
          <FormActions
            primary={
              <Button look="primary" type="submit">
                {t("continue")}
              </Button>
            }
          >
            <Button type="submit" name="recount" value="yes">
              {t("recount")}
            </Button>
          </FormActions>
          <p role="status" className="sr-only">
            {t("total-is", { total })}
          </p>
          <LiveTotal form={FORM} />
        </form>
      )}
    </AttendeeStage>
  );
}

function Trouble({ trouble }: { trouble: Choosing["problems"]["trouble"] }) {
  const t = useTranslations("attendee.choose.trouble");
  return (
    trouble && (
      <Note tone="bad" role="alert" title={t(`${trouble}.is`)}>
        {t(`${trouble}.do`)}
      </Note>
    )
  );
}
