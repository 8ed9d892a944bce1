import { useTranslations } from "next-intl";
import { ServicePicker } from "@/components/attendee/service-picker";
import { usePageLocale } from "@/components/page-locale";
import { Section } from "@/components/ui/section";
import { OwnWords, Words } from "@/components/words";
import type { CatalogueService } from "@/lib/catalogue/load-catalogue";
import { hasCatalogue, type Locale } from "@/lib/i18n/locales";
import { money } from "@/lib/money/money";
import { HOLD_MINUTES } from "@/lib/orders/hold-times";
import type { ServiceOption } from "@/lib/pricing/catalogue";
import { formatDayAndTime, formatSpan, formatTime } from "@/lib/time/format";
import { localDay } from "@/lib/time/zone";
import type { Choosing } from "./load-choosing";

type SectionProps = { choosing: Choosing; errors: Readonly<Record<string, string>> };

/** Everything else that is sold, without what names accompanying persons. */
export function ServiceSection({ choosing, errors }: SectionProps) {
  const t = useTranslations("attendee.choose");
  const about = useAbout(choosing.catalogue.timeZone);
  const options = useOptions();
  const { catalogue, choice, described, badQuantities } = choosing;
  const services = catalogue.services.filter(({ namesGuests }) => !namesGuests);
  if (services.length === 0) return null;
  return (
    <Section title={t("services")} intro={t("services-intro", { minutes: HOLD_MINUTES })} group>
      <ServicePicker
        services={services.flatMap((service) => {
          const chosen = choice.services.find(({ code }) => code === service.code);
          const item = described.services.find(({ code }) => code === service.code);
          if (!item) return [];
          const { price, availability, left } = item;
          return {
            code: service.code,
            name: <OwnWords of={service} field="name" />,
            plainName: service.name,
            about: about(service),
            mark: service.mark,
            price: price ? money(price.priceMinor, catalogue.currency) : undefined,
            availability,
            left,
            most: item.most || service.maxPerPerson,
            quantity: chosen?.quantity ?? 0,
            typedQuantity: badQuantities.get(service.code),
            options: options(service.options),
            places: chosen?.places ?? [],
          };
        })}
        timeZone={catalogue.timeZone}
        errors={errors}
      />
    </Section>
  );
}

/** "Thu 17 June, 14:00 to 18:00, Old Salt Store. Three courses, wine included." */
export function useAbout(timeZone: string) {
  const locale = usePageLocale();
  const t = useTranslations("attendee.choose");
  return (service: CatalogueService) => {
    const { startsAt, endsAt, place, description } = service;
    if (!startsAt && !place && !description) return undefined;
    return (
      <>
        {startsAt && <Words>{timeSpan(startsAt, endsAt, timeZone, locale, (span) => t("span", span))}</Words>}
        {startsAt && place && ", "}
        {place && <OwnWords of={service} field="place" />}
        {(startsAt || place) && ". "}
        {description && <OwnWords of={service} field="description" />}
      </>
    );
  };
}

function timeSpan(
  startsAt: Date,
  endsAt: Date | null,
  timeZone: string,
  locale: Locale,
  span: (words: { start: string; end: string }) => string,
): string {
  if (endsAt && !hasCatalogue(locale)) return formatSpan(startsAt, endsAt, timeZone, locale);
  const start = formatDayAndTime(startsAt, timeZone, locale);
  if (!endsAt) return start;
  const isSameDay = localDay(startsAt, timeZone) === localDay(endsAt, timeZone);
  return span({ start, end: (isSameDay ? formatTime : formatDayAndTime)(endsAt, timeZone, locale) });
}

/** The words of what is asked per place; the catalogue knows only its key. */
export function useOptions() {
  const t = useTranslations("attendee.choose.option");
  return (options: readonly ServiceOption[]): ServiceOption[] =>
    options.map((option) => (option.key === "diet" ? { ...option, label: t("diet") } : option));
}
