import { CalendarPlus, Download } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DocumentList } from "@/components/attendee/document-list";
import { NextSteps } from "@/components/attendee/next-steps";
import { DoneStage } from "@/components/attendee/stage";
import { Stamp, Title } from "@/components/attendee/title";
import { usePageLocale } from "@/components/page-locale";
import { ButtonLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Section } from "@/components/ui/section";
import type { ShownChange } from "@/lib/changes/load-changes";
import { describePaidBy } from "@/lib/documents/document-texts";
import { paidBy, receiptNumberOf } from "@/lib/documents/read-order";
import { cityWords } from "@/lib/i18n/city-words";
import { translated } from "@/lib/i18n/translated";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { shownNumber } from "@/lib/registration/shown-number";
import { cityOfZone, formatDate, formatDateTime } from "@/lib/time/format";
import { useConferenceFrame } from "../../../attendee-stage";
import { BoughtLines } from "./bought-lines";
import { ChangesSection } from "./changes-section";
import { useCompleteBadge } from "./complete-badge";
import { useIndicoWords } from "./indico-words";
import { useNextSteps } from "./next-steps";
import { SuspenseNotes } from "./suspense-notes";

type ConfirmedProps = {
  journey: Journey;
  order: JourneyOrder;
  change: ShownChange | null;
  /** The confirmation has left for the person's mailbox. */
  isMailed: boolean;
  waiver: ReactNode;
  delegation: ReactNode;
  agenda: ReactNode;
};

/** Paid, or free of charge: the badge is complete. */
export function Confirmed({ journey, order, change, isMailed, waiver, delegation, agenda }: ConfirmedProps) {
  const t = useTranslations("attendee.done");
  const locale = useLocale();
  const indico = useIndicoWords(journey);
  const badge = useCompleteBadge(journey, order);
  const { registration } = journey;
  const conference = translated(journey.conference, usePageLocale());
  const { city, timeZone } = conference;
  const path = `/r/${registration.publicId}`;
  const isFree = order.totalMinor === 0;
  const { paidBy: by, paidAt } = paidBy(order);
  const receipt = receiptNumberOf({ conference, receiptNumber: order.receiptNumber });
  return (
    <DoneStage
      conference={useConferenceFrame(journey.conference)}
      path={path}
      badge={badge}
      badgeCaption={useTranslations("attendee.frame")("registration", {
        number: shownNumber(registration, journey.conference),
      })}
      when={t("when", { moment: formatDateTime(paidAt, timeZone, locale), city: cityOfZone(timeZone, locale) })}
      headline={
        <>
          <Stamp>{t(isFree ? "confirmed" : "paid-and-confirmed")}</Stamp>
          <Title
            giant
            lead={
              <>
                {t.rich(isMailed ? "mailed" : "mailing", {
                  email: registration.email,
                  address: (text) => <span className="wrap-anywhere">{text}</span>,
                })}{" "}
                {indico}
              </>
            }
          >
            {t("see-you", { ...cityWords(city), name: registration.firstName || registration.lastName })}
          </Title>
          <SuspenseNotes journey={journey} order={order} />
          <p className="mt-8 flex flex-wrap gap-4 print:hidden">
            <ButtonLink look="primary" href={`${path}/ticket.pdf`}>
              <Icon of={Download} />
              {t("ticket")}
            </ButtonLink>
            <ButtonLink href={`${path}/calendar.ics`}>
              <Icon of={CalendarPlus} />
              {t("calendar")}
            </ButtonLink>
          </p>
        </>
      }
    >
      {waiver}
      {delegation}
      {agenda}
      <BoughtLines
        journey={journey}
        order={order}
        title={t(isFree ? "booked" : "bought")}
        total={t(`total-${by.way}`, { currency: order.currency })}
      />
      {!isFree && (
        <Section title={t("documents")}>
          <DocumentList
            documents={[
              {
                key: "receipt",
                title: t("receipt", { number: receipt }),
                about: t("receipt-about", {
                  day: formatDate(paidAt, timeZone, locale),
                  way: describePaidBy(by, locale),
                }),
                href: `${path}/receipt.pdf`,
                act: t("download"),
                spoken: t("download-receipt", { number: receipt }),
              },
            ]}
          />
        </Section>
      )}
      <Section title={t("next")}>
        <NextSteps steps={useNextSteps(journey, order)} />
      </Section>
      <ChangesSection journey={journey} change={change} />
    </DoneStage>
  );
}
