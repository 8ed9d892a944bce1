import { cx } from "class-variance-authority";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAvailabilityFacts } from "@/components/attendee/availability";
import { isOffered } from "@/components/attendee/fee-picker";
import { PlaceFields } from "@/components/attendee/place-fields";
import { Price } from "@/components/attendee/price";
import { markIcon } from "@/components/badge/marks";
import { type ChoiceFact, ChoiceRow, Choices } from "@/components/ui/choice-row";
import { FieldError } from "@/components/ui/field";
import type { Money } from "@/lib/money/money";
import type { PlaceChoice, ServiceOption } from "@/lib/pricing/catalogue";
import type { Availability, DescribedItem } from "@/lib/pricing/describe-choices";

export type ServiceOffer = {
  code: string;
  name: ReactNode;
  /** As sentences about other services name it. */
  plainName: string;
  /** Day, time, place and one sentence. */
  about?: ReactNode;
  /** A name of `components/badge/marks.ts`. */
  mark: string;
  /** Of one place; absent while it is not on sale. */
  price?: Money | undefined;
  availability: Availability;
  left?: DescribedItem["left"] | undefined;
  facts?: readonly ChoiceFact[] | undefined;
  /** More than one place: asks how many. */
  most: number;
  /** 0: not chosen. */
  quantity: number;
  /** What was typed instead of a number of places: it stays beside its error. */
  typedQuantity?: string | undefined;
  options: readonly ServiceOption[];
  places: readonly PlaceChoice[];
};

type ServicePickerProps = {
  /** Without those that name guests: they are `GuestFields`. */
  services: readonly ServiceOffer[];
  timeZone: string;
  /** By the name of the form's value: `service`, `quantity.{code}`, `place.{code}.{index}.{option}`. */
  errors?: Readonly<Record<string, string>> | undefined;
};

/**
 * The services: check boxes named `service` with the code as value, `quantity.{code}`, and per place
 * `place.{code}.{index}.{option}`. What belongs to a service shows while it is ticked, without a script.
 */
export function ServicePicker({ services, timeZone, errors = {} }: ServicePickerProps) {
  const t = useTranslations("attendee.services");
  const availabilityFacts = useAvailabilityFacts(timeZone);
  const nameOf = (code: string) => services.find((service) => service.code === code)?.plainName ?? code;
  return (
    <Choices id="service" error={errors.service}>
      {services.map((service) => {
        const { code, name, about, mark, price, availability, left, facts = [], most, quantity, options } = service;
        const several = Math.max(most, quantity) > 1 || service.typedQuantity !== undefined;
        return (
          <ChoiceRow
            key={code}
            kind="checkbox"
            name="service"
            value={code}
            title={name}
            about={about}
            price={price && <Price of={price} />}
            priceNote={price?.minor && several ? t("each") : undefined}
            facts={[...availabilityFacts({ availability, left }, markIcon(mark), nameOf), ...facts]}
            defaultChecked={quantity > 0}
            disabled={!isOffered(availability) && quantity === 0}
          >
            {(several || options.length > 0) && (
              <>
                {several && (
                  <Quantity
                    code={code}
                    value={service.typedQuantity ?? Math.max(1, quantity)}
                    most={most}
                    error={errors[`quantity.${code}`]}
                  />
                )}
                <PlaceFields
                  code={code}
                  options={options}
                  places={service.places}
                  count={options.length > 0 ? Math.max(1, quantity) : 0}
                  errors={errors}
                />
              </>
            )}
          </ChoiceRow>
        );
      })}
    </Choices>
  );
}

function Quantity({
  code,
  value,
  most,
  error,
}: {
  code: string;
  value: number | string;
  most: number;
  error?: string | undefined;
}) {
  const t = useTranslations("attendee.services");
  const id = `quantity.${code}`;
  return (
    <div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <div className={cx("flex flex-wrap items-center gap-x-3 gap-y-1", error && "mt-1.5")}>
        <label htmlFor={id} className="text-sm font-semibold">
          {t("quantity")}
        </label>
        <input
          id={id}
          name={id}
          type="number"
          min={1}
          max={most}
          defaultValue={value}
          aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
          aria-invalid={error ? true : undefined}
          className="min-h-10.5 w-15 rounded border border-edge bg-sheet px-2 text-center font-semibold tabular-nums"
        />
        <span id={`${id}-hint`} className="text-xs text-ink-soft">
          {t("at-most", { most })}
        </span>
      </div>
    </div>
  );
}
