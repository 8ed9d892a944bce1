import { Ticket } from "lucide";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAvailabilityFacts } from "@/components/attendee/availability";
import { Price } from "@/components/attendee/price";
import { usePageLocale } from "@/components/page-locale";
import { type ChoiceFact, ChoiceRow, Choices } from "@/components/ui/choice-row";
import { formatAmount } from "@/lib/money/format";
import type { Money } from "@/lib/money/money";
import type { Availability, DescribedItem } from "@/lib/pricing/describe-choices";
import { formatDay } from "@/lib/time/format";

export type FeeOption = {
  /** The category's code: the value of the radio button. */
  code: string;
  name: ReactNode;
  about?: ReactNode;
  /** Absent while it is not on sale. */
  price?: Money | undefined;
  next?: { price: Money; from: Date } | undefined;
  availability: Availability;
  left?: DescribedItem["left"] | undefined;
  /** Further facts: "We ask for proof on the next page". */
  facts?: readonly ChoiceFact[] | undefined;
};

type FeePickerProps = {
  options: readonly FeeOption[];
  /** Code of the chosen category. */
  chosen?: string | null | undefined;
  error?: string | undefined;
  timeZone: string;
};

/** The registration fees, one of which is chosen: radio buttons named `category`. Stands in `<Section group>`. */
export function FeePicker({ options, chosen, error, timeZone }: FeePickerProps) {
  const t = useTranslations("attendee.fee");
  const locale = useLocale();
  const read = usePageLocale();
  const availabilityFacts = useAvailabilityFacts(timeZone);
  return (
    <Choices id="category" error={error}>
      {options.map(({ code, name, about, price, next, availability, left, facts = [] }) => (
        <ChoiceRow
          key={code}
          kind="radio"
          name="category"
          value={code}
          title={name}
          about={about}
          price={price && <Price of={price} />}
          priceNote={
            next && t("next", { price: formatAmount(next.price, read), day: formatDay(next.from, timeZone, locale) })
          }
          facts={[...availabilityFacts({ availability, left }, Ticket, (other) => other), ...facts]}
          defaultChecked={code === chosen}
          disabled={!isOffered(availability) && code !== chosen}
        />
      ))}
    </Choices>
  );
}

/** Can it be chosen now? What is chosen already stays untickable whatever this says. */
export function isOffered(availability: Availability): boolean {
  return availability.state === "on-sale" || availability.state === "few-left";
}
