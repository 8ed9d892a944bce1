import { useTranslations } from "next-intl";
import { GuestFields } from "@/components/attendee/guest-fields";
import { usePageLocale } from "@/components/page-locale";
import { Section } from "@/components/ui/section";
import { OwnWords } from "@/components/words";
import type { CatalogueService } from "@/lib/catalogue/load-catalogue";
import { formatAmount } from "@/lib/money/format";
import { money } from "@/lib/money/money";
import type { Choosing } from "./load-choosing";
import { useAbout, useOptions } from "./service-section";

type SectionProps = {
  choosing: Choosing;
  errors: Readonly<Record<string, string>>;
  /** Code of a service for which one more person is to be named. */
  more: string | undefined;
};

/** One section for each service that names accompanying persons. */
export function GuestSections({ choosing, errors, more }: SectionProps) {
  const services = choosing.catalogue.services.filter(({ namesGuests }) => namesGuests);
  return services.map((service) => (
    <GuestSection
      key={service.code}
      service={service}
      choosing={choosing}
      errors={errors}
      hasMore={more === service.code}
    />
  ));
}

type GuestSectionProps = Omit<SectionProps, "more"> & { service: CatalogueService; hasMore: boolean };

function GuestSection({ service, choosing, errors, hasMore }: GuestSectionProps) {
  const t = useTranslations("attendee.choose");
  const locale = usePageLocale();
  const about = useAbout(choosing.catalogue.timeZone);
  const options = useOptions();
  const { code, maxPerPerson } = service;
  const item = choosing.described.services.find((one) => one.code === code);
  const places = choosing.choice.services.find((one) => one.code === code)?.places ?? [];
  const price = item?.price && money(item.price.priceMinor, choosing.catalogue.currency);
  // What was named already stays, to be changed or emptied, also when there is no place left.
  const most = Math.max(item?.most ?? 0, places.length);
  const words = { price: price ? formatAmount(price, locale) : "", most: maxPerPerson };
  const terms = price ? t(price.minor === 0 ? "guest-terms-free" : "guest-terms", words) : t("guest-closed");
  return (
    <Section
      title={<OwnWords of={service} field="name" />}
      intro={
        <>
          {about(service)} {terms}
        </>
      }
      group
    >
      <GuestFields
        code={code}
        options={options(service.options)}
        places={places}
        most={most}
        shown={places.length + (hasMore ? 1 : 0)}
        errors={errors}
      />
    </Section>
  );
}
