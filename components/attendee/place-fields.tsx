import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { type FieldProps, Fields } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import type { PlaceChoice, ServiceOption } from "@/lib/pricing/catalogue";

/** Names of the form's values for one place of a service. */
export const placeFieldName = (code: string, index: number, key: string) => `place.${code}.${index}.${key}`;

type PlaceFieldsProps = {
  code: string;
  /** The service's options: shirt size; `diet` has our own words. A free text where `choices` is null. */
  options: readonly ServiceOption[];
  places: readonly PlaceChoice[];
  /** How many places are asked about. */
  count: number;
  /** Each place is for an accompanying person, named first. */
  namesGuests?: boolean | undefined;
  /** By the name of the form's value. */
  errors?: Readonly<Record<string, string>> | undefined;
};

/** What is asked once per place: the name of an accompanying person, a diet, a size. Guests have a row each. */
export function PlaceFields({ code, options, places, count, namesGuests, errors = {} }: PlaceFieldsProps) {
  const t = useTranslations("attendee.places");
  if (count === 0) return null;
  return (
    <Fields>
      {Array.from({ length: count }, (_, index) => index).map((index) => {
        const numbered = (label: string) => (count > 1 ? t("numbered", { label, place: index + 1 }) : label);
        const guest = placeFieldName(code, index, "guestName");
        return (
          <Fragment key={guest}>
            {namesGuests && (
              <TextInput
                name={guest}
                label={numbered(t("guest-name"))}
                width={options.length === 0 ? "full" : "two-thirds"}
                optional="unsaid"
                defaultValue={places[index]?.guestName}
                autoComplete="off"
                error={errors[guest]}
              />
            )}
            {options.map((option) => {
              const name = placeFieldName(code, index, option.key);
              const label = option.key === "diet" ? t("diet") : option.label;
              return (
                <OptionField
                  key={option.key}
                  option={option}
                  name={name}
                  label={namesGuests ? label : numbered(label)}
                  width={namesGuests ? "third" : "half"}
                  error={errors[name]}
                  defaultValue={places[index]?.options?.[option.key]}
                />
              );
            })}
          </Fragment>
        );
      })}
    </Fields>
  );
}

type OptionFieldProps = Pick<FieldProps, "name" | "label" | "width" | "error"> & {
  option: ServiceOption;
  defaultValue: string | undefined;
};

function OptionField({ option: { required, choices }, ...field }: OptionFieldProps) {
  const t = useTranslations("attendee.places");
  if (!choices) return <TextInput {...field} optional={!required} />;
  const options = choices.map((value) => ({ value, label: value }));
  return <Select {...field} optional={!required} empty={t("choose-one")} options={options} />;
}
