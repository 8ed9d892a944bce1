import { useTranslations } from "next-intl";
import { Fields } from "@/components/ui/field";
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

/** What is asked once per place: the name of an accompanying person, a diet, a size. */
export function PlaceFields({ code, options, places, count, namesGuests, errors = {} }: PlaceFieldsProps) {
  const t = useTranslations("attendee.places");
  return Array.from({ length: count }, (_, index) => index).map((index) => {
    const numbered = (label: string) => (count > 1 ? t("numbered", { label, place: index + 1 }) : label);
    const place = places[index];
    const guest = placeFieldName(code, index, "guestName");
    return (
      <Fields key={guest}>
        {namesGuests && (
          <TextInput
            name={guest}
            label={numbered(t("guest-name"))}
            width={options.length === 0 ? "full" : "two-thirds"}
            optional="unsaid"
            defaultValue={place?.guestName}
            autoComplete="off"
            error={errors[guest]}
          />
        )}
        {options.map(({ key, label: given, required, choices }) => {
          const name = placeFieldName(code, index, key);
          const label = key === "diet" ? t("diet") : given;
          const field = {
            name,
            label: namesGuests ? label : numbered(label),
            optional: !required,
            width: namesGuests ? ("third" as const) : ("half" as const),
            error: errors[name],
            defaultValue: place?.options?.[key],
          };
          return choices ? (
            <Select
              key={key}
              {...field}
              empty={t("choose-one")}
              options={choices.map((value) => ({ value, label: value }))}
            />
          ) : (
            <TextInput key={key} {...field} />
          );
        })}
      </Fields>
    );
  });
}
