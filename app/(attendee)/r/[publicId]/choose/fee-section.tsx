import { useTranslations } from "next-intl";
import { FeePicker } from "@/components/attendee/fee-picker";
import { PriceWindowScale } from "@/components/attendee/price-window-scale";
import { Section } from "@/components/ui/section";
import { OwnWords } from "@/components/words";
import { money } from "@/lib/money/money";
import type { DescribedItem } from "@/lib/pricing/describe-choices";
import type { Choosing } from "./load-choosing";

type SectionProps = { choosing: Choosing; errors: Readonly<Record<string, string>>; now: Date };

/** The registration fees with how long today's price holds: that of the chosen one, else of the first on sale. */
export function FeeSection({ choosing, errors, now }: SectionProps) {
  const t = useTranslations("attendee.choose");
  const { catalogue, choice, described } = choosing;
  const { currency, timeZone } = catalogue;
  const describedOf = (code: string) => described.categories.find((item) => item.code === code) as DescribedItem;
  const scale =
    catalogue.categories.find(({ code }) => code === choice.categoryCode) ??
    catalogue.categories.find(({ code }) => describedOf(code).canChoose);
  // Who has no code that opens a fee does not see it.
  const shown = catalogue.categories.filter(({ code }) => describedOf(code).availability.state !== "needs-code");
  return (
    <Section title={t("fee")} group className="mt-7">
      {scale && <PriceWindowScale windows={scale.windows} now={now} timeZone={timeZone} />}
      <FeePicker
        options={shown.map((category) => {
          const { code, description } = category;
          const { price, nextPrice, availability, left } = describedOf(code);
          return {
            code,
            name: <OwnWords of={category} field="name" />,
            about: description && <OwnWords of={category} field="description" />,
            price: price ? money(price.priceMinor, currency) : undefined,
            next: nextPrice?.fromUtc
              ? { price: money(nextPrice.priceMinor, currency), from: nextPrice.fromUtc }
              : undefined,
            availability,
            left: availability.state === "on-sale" ? null : left, // enough places are not worth a line on each fee
          };
        })}
        chosen={choice.categoryCode}
        error={errors.category}
        timeZone={timeZone}
      />
    </Section>
  );
}
