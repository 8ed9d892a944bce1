import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { ConferenceFrame } from "@/components/attendee/page-frame";
import { Stage } from "@/components/attendee/stage";
import type { Step } from "@/components/attendee/steps";
import type { BadgeMark, BadgeProps, BadgeStub } from "@/components/badge/badge";
import { usePageLocale } from "@/components/page-locale";
import { OwnWords, Words } from "@/components/words";
import { PRINTED_LINES } from "@/lib/badge/pattern";
import { countryName } from "@/lib/countries/countries";
import type { Conference } from "@/lib/db/generated/client";
import { describeTax, lineTitle } from "@/lib/documents/order-summary";
import { documentOrder } from "@/lib/documents/read-order";
import type { Locale } from "@/lib/i18n/locales";
import { translated } from "@/lib/i18n/translated";
import { formatAmount } from "@/lib/money/format";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { shownNumber } from "@/lib/registration/shown-number";
import { cityOfZone, formatDayAndTime, formatTime, lastMoment } from "@/lib/time/format";
import { formatDays } from "@/lib/time/format-days";
import { localDay } from "@/lib/time/zone";

type AttendeeStageProps = {
  step: Step;
  conference: Conference;
  /** Absent while nobody is known: the badge stays empty. */
  journey?: Journey | undefined;
  /** This page's own clean address. */
  path: string;
  /** What this page knows better than the stored journey. */
  badge?: Partial<BadgeProps> | undefined;
  badgeCaption?: string | undefined;
  peek?: ReactNode;
  /** The page is a person's own, though it shows nothing of them; with a journey it always is. */
  canLeave?: boolean | undefined;
  children: ReactNode;
};

/** One step of an attendee's way with everything around it, from the stored journey. */
export function AttendeeStage({ step, conference, journey, path, badge, badgeCaption, ...rest }: AttendeeStageProps) {
  const t = useTranslations("attendee.frame");
  const frame = useConferenceFrame(conference);
  const known = useBadge(step, conference, journey);
  const number = journey && t("registration", { number: shownNumber(journey.registration, conference) });
  return (
    <Stage
      conference={frame}
      path={path}
      steps={{ current: step, hrefs: journey ? hrefsOf(journey) : {} }}
      badge={{ ...known, ...badge }}
      badgeCaption={badgeCaption ?? number ?? t("fills-in")}
      canLeave={journey !== undefined}
      {...rest}
    />
  );
}

/** What every page shows of a conference, in the page's language. */
export function useConferenceFrame(conference: Conference): ConferenceFrame {
  const { slug, subtitle, organiser, city, contactEmail, termsUrl, privacyUrl } = translated(
    conference,
    usePageLocale(),
  );
  const name = <OwnWords of={conference} field="name" />;
  const under = subtitle && <OwnWords of={conference} field="subtitle" />;
  return { slug, name, subtitle: under, organiser, city, contactEmail, termsUrl, privacyUrl };
}

/** The badge as far as it has come: what is not known yet is left to the badge's own dashes. */
export function useBadge(step: keyof typeof PRINTED_LINES, conference: Conference, journey?: Journey): BadgeProps {
  const locale = usePageLocale();
  const t = useTranslations("attendee.frame");
  const stub = useStub(step, conference, journey);
  const { slug, startsOn, endsOn } = conference;
  const badge = {
    conference: {
      slug,
      name: <OwnWords of={conference} field="name" />,
      city: <OwnWords of={conference} field="city" />,
      dates: <Words>{formatDays(startsOn, endsOn, locale)}</Words>,
    },
  };
  if (!journey) return { ...badge, printed: PRINTED_LINES[step], stub };

  const { registration, order } = journey;
  const { firstName, lastName, affiliation, country } = registration;
  const lines = order?.lines ?? [];
  const category = lines.find((line) => line.category);
  const marks: BadgeMark[] = lines.flatMap((line) => {
    const { service, quantity: count } = line;
    return service
      ? [{ mark: service.mark, label: t("mark", { name: translated(line, locale).name, count }), count }]
      : [];
  });
  return {
    ...badge,
    printed: PRINTED_LINES[step],
    person:
      firstName || lastName
        ? {
            givenName: firstName,
            familyName: lastName,
            affiliation: affiliation || undefined,
            country: country ? <Words>{countryName(country, locale)}</Words> : undefined,
          }
        : undefined,
    marks: order ? marks : undefined,
    category: category && <OwnWords of={category} field="name" />,
    number: shownNumber(registration, conference),
    stub,
  };
}

function useStub(step: keyof typeof PRINTED_LINES, conference: Conference, journey?: Journey): BadgeStub {
  const locale = usePageLocale();
  const t = useTranslations("attendee.frame");
  const order = journey?.order;
  const hold = useHold(conference, order);
  if (!order) return { small: t(step === "verify" ? "nothing-yet" : "prices-next") };
  const { currency, totalMinor } = order;
  const { lines, taxName } = documentOrder({ ...order, conference }, locale);
  const amount = (minor: number) => formatAmount({ minor, currency }, locale);
  // What came too little stays visible beside what is still to pay.
  const arrivedMinor = journey.isPaid ? 0 : journey.receivedMinor;
  const arrived = arrivedMinor > 0 ? [{ key: "arrived", title: t("arrived"), amount: amount(-arrivedMinor) }] : [];
  return {
    lines: [
      ...lines.map((line, index) => ({
        key: String(order.lines[index]?.id),
        title: <Words lang={line.nameIn}>{lineTitle(line, locale)}</Words>,
        note: order.lines[index]?.categoryId && line.detail && <Words lang={line.detailIn}>{line.detail}</Words>,
        amount: formatAmount(line.gross, locale),
      })),
      ...arrived,
    ],
    total: {
      title: t(journey.isPaid ? "paid" : step === "choose" ? "total" : "to-pay", { currency }),
      amount: amount(totalMinor - arrivedMinor),
    },
    small: describeTax(lines, taxName, locale) || undefined,
    hold,
    torn: step === "done" && journey.isPaid,
  };
}

/** "Places held for you until 15:10 (Lisbon)", with the day where it is not today; nothing where nothing is held. */
export function useHold(conference: Conference, order: JourneyOrder | null | undefined): string | undefined {
  const locale = useLocale();
  const t = useTranslations("attendee.frame");
  if (!order || !holdsPlaces(order)) return undefined;
  return t("held", {
    time: formatHold(order.holdUntil, new Date(), conference.timeZone, locale),
    city: cityOfZone(conference.timeZone, locale),
  });
}

/** "15:10" today, "Fri 5 March, 23:59" on another day. */
export function formatHold(until: Date, now: Date, timeZone: string, locale: Locale): string {
  const last = lastMoment(until, timeZone);
  const isToday = localDay(last, timeZone) === localDay(now, timeZone);
  return (isToday ? formatTime : formatDayAndTime)(last, timeZone, locale);
}

function holdsPlaces(order: JourneyOrder): order is JourneyOrder & { holdUntil: Date } {
  return order.state === "draft" && order.holdUntil !== null && order.holdUntil > new Date();
}

/** Where one can go back to; after the order is placed, nowhere. */
function hrefsOf({ registration: { publicId }, order }: Journey): Partial<Record<Step, string>> {
  if (order?.state === "placed") return {};
  const details = `/r/${publicId}/details`;
  // Who they are is the address that the code has proved; it stands among the details.
  return { verify: `${details}#email`, details, choose: `/r/${publicId}/choose` };
}
