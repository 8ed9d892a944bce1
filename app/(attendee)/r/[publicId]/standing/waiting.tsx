import { Clock, FileText, type IconNode, OctagonAlert, RotateCcw, Store } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DoneStage } from "@/components/attendee/stage";
import { Stamp, Title } from "@/components/attendee/title";
import { TransferDetails } from "@/components/attendee/transfer-details";
import { usePageLocale } from "@/components/page-locale";
import { Section } from "@/components/ui/section";
import { formatCreditorReference } from "@/lib/bank/creditor-reference";
import type { ShownChange } from "@/lib/changes/load-changes";
import { translated } from "@/lib/i18n/translated";
import { formatMoney } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import { offeredWays } from "@/lib/payments/offered-ways";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { shownNumber } from "@/lib/registration/shown-number";
import type { Where } from "@/lib/registration/where-it-stands";
import { canTakeCards } from "@/lib/stripe/stripe-cards";
import { cityOfZone, formatDate, formatDateTime } from "@/lib/time/format";
import { useBadge, useConferenceFrame } from "../../../attendee-stage";
import { transferOf } from "../transfer";
import { BoughtLines } from "./bought-lines";
import { CardInstead } from "./card-instead";
import { ChangesSection } from "./changes-section";
import { SuspenseNotes } from "./suspense-notes";

type Unpaid = Exclude<Where, "paid">;
type WaitingProps = {
  journey: Journey;
  order: JourneyOrder;
  change: ShownChange | null;
  where: Unpaid;
  trouble: unknown;
  now: Date;
  waiver: ReactNode;
  delegation: ReactNode;
  agenda: ReactNode;
};

const STAMPS: Record<Unpaid, { icon: IconNode; tone: "ok" | "wait" | "bad" | "plain" }> = {
  returned: { icon: RotateCcw, tone: "plain" },
  unmatched: { icon: OctagonAlert, tone: "wait" },
  lapsed: { icon: Clock, tone: "bad" },
  transfer: { icon: Clock, tone: "wait" },
  "on-site": { icon: Store, tone: "ok" },
  "to-approve": { icon: FileText, tone: "wait" },
  institute: { icon: Clock, tone: "wait" },
  "under-way": { icon: Clock, tone: "wait" },
};
/** Where a card ends the waiting. */
const CARD_HELPS = new Set<Unpaid>(["transfer", "on-site", "to-approve", "institute", "lapsed", "under-way"]);

/** An order whose money is not there: what is waited for, where to send it, and how to pay by card instead. */
export function Waiting({ journey, order, change, where, trouble, now, waiver, delegation, agenda }: WaitingProps) {
  const t = useTranslations("attendee.waiting");
  const locale = useLocale();
  const read = usePageLocale();
  const frame = useTranslations("attendee.frame");
  const { registration, receivedMinor } = journey;
  const conference = translated(journey.conference, read);
  const { timeZone, organiser, city } = conference;
  const missingMinor = order.totalMinor - receivedMinor;
  const sum = (minor: number) => formatMoney(money(minor, order.currency), read);
  const awaitsTransfer = where === "transfer" || where === "institute" || (where === "lapsed" && order.dueOn !== null);
  const transfer = awaitsTransfer && order.dueOn ? transferOf(conference, order, missingMinor, order.dueOn) : undefined;
  const words = {
    missing: sum(missingMinor),
    received: sum(receivedMinor),
    due: transfer ? formatDate(transfer.due, timeZone, locale) : "",
    reference: formatCreditorReference(order.reference),
    organiser,
    city,
    institute: instituteOf(order),
    moment: formatDateTime(order.lapsedAt ?? order.holdUntil ?? now, timeZone, locale),
    zone: cityOfZone(timeZone, locale),
  };
  const isPartly = receivedMinor > 0 && missingMinor > 0 && where !== "returned";
  const canPayByCard = CARD_HELPS.has(where) && offeredWays(conference, canTakeCards()).includes("card");
  const { icon, tone } = STAMPS[where];
  return (
    <DoneStage
      conference={useConferenceFrame(journey.conference)}
      path={`/r/${registration.publicId}`}
      badge={useBadge("pay", journey.conference, journey)}
      badgeCaption={frame("registration", { number: shownNumber(registration, journey.conference) })}
      when={t("ordered", {
        moment: formatDateTime(order.placedAt ?? order.createdAt, timeZone, locale),
        city: cityOfZone(timeZone, locale),
      })}
      headline={
        <>
          <Stamp icon={icon} tone={tone}>
            {t(`${where}.stamp`)}
          </Stamp>
          <div className="mt-3">
            <Title lead={isPartly ? t("partly", words) : t(`${where}.lead`, words)}>{t(`${where}.title`, words)}</Title>
          </div>
          <SuspenseNotes journey={journey} order={order} />
        </>
      }
    >
      {transfer && (
        <Section title={t("where-to")}>
          <div className="mt-4">
            <TransferDetails transfer={transfer} timeZone={timeZone} />
          </div>
        </Section>
      )}
      {canPayByCard && <CardInstead journey={journey} order={order} where={where} trouble={trouble} />}
      {waiver}
      {delegation}
      {agenda}
      <BoughtLines journey={journey} order={order} title={t("what")} total={t("total", { currency: order.currency })} />
      <ChangesSection journey={journey} change={change} />
    </DoneStage>
  );
}

function instituteOf({ purchaseOrder }: JourneyOrder): string {
  const stored = purchaseOrder as { institute?: string } | null;
  return stored?.institute ?? "";
}
