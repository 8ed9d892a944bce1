import { useLocale, useTranslations } from "next-intl";
import { FormActions } from "@/components/attendee/form-actions";
import { Title } from "@/components/attendee/title";
import { usePageLocale } from "@/components/page-locale";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import type { Journey } from "@/lib/registration/load-journey";
import { cityOfZone } from "@/lib/time/format";
import { AttendeeStage, formatHold } from "../../../attendee-stage";
import type { Lapsed } from "./load-paying";

/** An order whose time is over: taken back as it was, at the prices of now, or chosen anew. */
export function LapsedOrder({ journey, lapsed, now }: { journey: Journey; lapsed: Lapsed; now: Date }) {
  const t = useTranslations("attendee.lapsed");
  const locale = useLocale();
  const read = usePageLocale();
  const { conference, order } = journey;
  const path = `/r/${journey.registration.publicId}`;
  const { totalMinor, gone, since, codeGone } = lapsed;
  const currency = order?.currency ?? conference.currency;
  const moment = formatHold(since, now, conference.timeZone, locale);
  const isDearer = totalMinor !== null && totalMinor !== order?.totalMinor;
  const sums = {
    now: formatMoney(money(totalMinor ?? 0, currency), read),
    before: formatMoney(money(order?.totalMinor ?? 0, currency), read),
  };
  return (
    <AttendeeStage step="pay" conference={conference} journey={journey} path={`${path}/pay`}>
      <Title>{t("title")}</Title>
      <Note tone="wait" title={t("is", { moment, city: cityOfZone(conference.timeZone, locale) })}>
        {codeGone && `${t("without-code", { code: codeGone })} `}
        {totalMinor === null
          ? t("gone", { names: new Intl.ListFormat(locale).format(gone.map((name) => `“${name}”`)) })
          : t(isDearer ? "other-price" : "still-there", sums)}
      </Note>
      {totalMinor === null ? (
        <p className="mt-8">
          <ButtonLink look="primary" href={`${path}/choose`}>
            {t("choose-again")}
          </ButtonLink>
        </p>
      ) : (
        <form action={`${path}/pay/again`} method="post">
          <FormActions
            withoutPeek
            primary={
              <Button look="primary" type="submit">
                {isDearer ? t("take-back-for", sums) : t("take-back")}
              </Button>
            }
          >
            <a href={`${path}/choose`} className="text-sm">
              {t("change")}
            </a>
          </FormActions>
        </form>
      )}
    </AttendeeStage>
  );
}
