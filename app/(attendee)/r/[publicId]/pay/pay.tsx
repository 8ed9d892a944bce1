import { useLocale, useTranslations } from "next-intl";
import { FormActions } from "@/components/attendee/form-actions";
import { type PaymentWayOffer, PaymentWayPicker } from "@/components/attendee/payment-way-picker";
import { Title } from "@/components/attendee/title";
import { Peek } from "@/components/badge/peek";
import { usePageLocale } from "@/components/page-locale";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { singleValue } from "@/lib/http/form-values";
import { translated } from "@/lib/i18n/translated";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { dueDate } from "@/lib/orders/due-date";
import { seenOrder } from "@/lib/orders/seen-order";
import type { PayingWay } from "@/lib/payments/offered-ways";
import { cityOfZone, formatTime } from "@/lib/time/format";
import { AttendeeStage, formatHold } from "../../../attendee-stage";
import { transferOf } from "../transfer";
import { InstituteFields, useInstituteErrors } from "./institute-fields";
import type { Paying } from "./load-paying";
import { WaiverSection } from "./waiver-section";

const FORM = "pay";

type PayProps = { paying: Paying; hasLeftCardPage: boolean; now: Date };

/** The ways of paying that the conference offers, each with what it needs; an order of zero has one button. */
export function Pay({ paying, hasLeftCardPage, now }: PayProps) {
  const t = useTranslations("attendee.pay");
  const locale = useLocale();
  const read = usePageLocale();
  const { journey, order, ways, missingMinor, cardPage, waiver, values, problems } = paying;
  const { registration } = journey;
  const conference = translated(journey.conference, read);
  const path = `/r/${registration.publicId}/pay`;
  const sum = formatMoney(money(missingMinor, order.currency), read);
  const isFree = order.totalMinor === 0;
  const instituteErrors = useInstituteErrors(problems.fields);
  const unticked = waiver && problems.waiver ? t("waiver.missing") : undefined;
  const errors = [...instituteErrors, ...(unticked ? [{ id: "acceptsWaiver", message: unticked }] : [])];
  const chosen = ways.find((way) => way === singleValue(values, "way")) ?? (cardPage ? "card" : ways[0]);
  const hold = order.holdUntil && {
    moment: formatHold(order.holdUntil, now, conference.timeZone, locale),
    city: cityOfZone(conference.timeZone, locale),
  };
  const due = dueDate(now, conference.transferDays, conference.timeZone).dueOn;
  const institute = <InstituteFields values={values} errors={instituteErrors} affiliation={registration.affiliation} />;
  const offers: Record<PayingWay, PaymentWayOffer> = {
    card: { way: "card" },
    transfer: { way: "transfer", transfer: transferOf(conference, order, missingMinor, due) },
    purchase_order: { way: "purchase_order", fields: institute },
    on_site: { way: "on_site" },
  };
  const lead = t.rich(isFree ? "lead-free" : hold ? "lead" : "lead-unheld", {
    sum,
    ...(hold ?? { moment: "", city: "" }),
    strong: (text) => <b className="num text-ink">{text}</b>,
  });
  return (
    <AttendeeStage
      step="pay"
      conference={journey.conference}
      journey={journey}
      path={path}
      peek={
        <Peek title={sum} shows="badge-and-lines">
          <Button look="primary" type="submit" form={FORM}>
            {isFree ? t("confirm-short") : <OrderLabel ways={ways} sum={sum} isShort />}
          </Button>
        </Peek>
      }
    >
      <Title lead={lead}>{t(isFree ? "title-free" : "title")}</Title>
      <Notices paying={paying} hasLeftCardPage={hasLeftCardPage} />
      <ErrorSummary errors={errors} />
      <form id={FORM} action={`${path}/place`} method="post" noValidate className="mt-7">
        <input type="hidden" name="seen" value={seenOrder(order)} />
        {isFree ? (
          <input type="hidden" name="way" value="free" />
        ) : (
          <PaymentWayPicker
            ways={ways.map((way) => offers[way])}
            chosen={chosen}
            organiser={conference.organiser}
            city={conference.city}
            timeZone={conference.timeZone}
            error={ways.length === 0 ? t("no-way", { organiser: conference.organiser }) : undefined}
          />
        )}
        {waiver && <WaiverSection waiver={waiver} error={unticked} />}
        <FormActions
          primary={
            <Button look="primary" type="submit">
              {isFree ? t("confirm") : <OrderLabel ways={ways} sum={sum} />}
            </Button>
          }
        >
          <a href={`/r/${registration.publicId}/choose`} className="text-sm">
            {t("change")}
          </a>
        </FormActions>
        {conference.termsUrl && (
          <p className="mt-4 text-xs text-ink-faint">
            {t.rich("terms", { link: (text) => <a href={conference.termsUrl ?? ""}>{text}</a> })}
          </p>
        )}
      </form>
    </AttendeeStage>
  );
}

/**
 * Which label shows follows the chosen way, without a script; a browser that cannot has the neutral one. Tailwind reads `_`
 * as a blank: a value's start is enough.
 */
const SHOWN_WITH: Record<PayingWay, string> = {
  card: "hidden [main:has([value=card]:checked)_&]:inline",
  transfer: "hidden [main:has([value=transfer]:checked)_&]:inline",
  purchase_order: "hidden [main:has([value^=purchase]:checked)_&]:inline",
  on_site: "hidden [main:has([value^=on]:checked)_&]:inline",
};
const SHOWN_WITHOUT_HAS = "supports-[selector(:has(a))]:hidden";

type OrderLabelProps = {
  ways: readonly PayingWay[];
  sum: string;
  /** On a phone the sum stands beside the button. */
  isShort?: boolean;
};

function OrderLabel({ ways, sum, isShort }: OrderLabelProps) {
  const t = useTranslations("attendee.pay");
  return (
    <>
      {ways.map((way) => (
        <span key={way} className={SHOWN_WITH[way]}>
          {isShort ? t(`order-stub.${way}`) : t(`order.${way}`, { sum })}
        </span>
      ))}
      <span className={SHOWN_WITHOUT_HAS}>{t("order-short")}</span>
    </>
  );
}

/** What happened at the last try, and the card page that is still open. */
function Notices({ paying: { journey, cardPage, problems }, hasLeftCardPage }: Omit<PayProps, "now">) {
  const t = useTranslations("attendee.pay");
  const locale = useLocale();
  const { timeZone } = journey.conference;
  const { trouble } = problems;
  return (
    <>
      {trouble && (
        <Note tone="bad" role="alert" title={t(`trouble.${trouble}.is`)}>
          {t(`trouble.${trouble}.do`)}
        </Note>
      )}
      {cardPage?.wasDeclined && (
        <Note tone="bad" role="alert" title={t("declined.is")}>
          {t("declined.do")}
        </Note>
      )}
      {cardPage && (
        <Note title={t(hasLeftCardPage && !cardPage.wasDeclined ? "card-page.left" : "card-page.is")}>
          {t.rich("card-page.do", {
            until: formatTime(cardPage.until, timeZone, locale),
            city: cityOfZone(timeZone, locale),
            link: (text) => <a href={cardPage.url}>{text}</a>,
          })}
        </Note>
      )}
    </>
  );
}
