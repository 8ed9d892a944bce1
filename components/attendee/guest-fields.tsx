import { useTranslations } from "next-intl";
import { PlaceFields } from "@/components/attendee/place-fields";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import type { PlaceChoice, ServiceOption } from "@/lib/pricing/catalogue";

type GuestFieldsProps = {
  /** A service that names guests. */
  code: string;
  options: readonly ServiceOption[];
  /** Those named so far. */
  places: readonly PlaceChoice[];
  /** The most that can be named; 0 where there is no place left. */
  most: number;
  /** How many are asked for now; one more after "Add". At least one. */
  shown: number;
  /** By the name of the form's value: `place.{code}.{index}.guestName`, `.{option}`; `service.{code}` for the whole. */
  errors?: Readonly<Record<string, string>> | undefined;
};

/**
 * Accompanying persons, by name: an empty name is nobody. The button posts `add` with the service's code, and the page
 * comes back with one more to fill in. Stands in `<Section group>`.
 */
export function GuestFields({ code, options, places, most, shown, errors = {} }: GuestFieldsProps) {
  const t = useTranslations("attendee.guests");
  const count = Math.min(most, Math.max(1, shown, places.length));
  const error = errors[`service.${code}`];
  return (
    <>
      {error && <FieldError id={`service.${code}`}>{error}</FieldError>}
      {count === 0 && <p className="mt-3 text-sm text-ink-faint">{t("none-left")}</p>}
      <PlaceFields code={code} options={options} places={places} count={count} namesGuests errors={errors} />
      {count > 0 && count < most && (
        <p className="mt-4">
          <Button type="submit" name="add" value={code} size="middle">
            {t("add", { place: count + 1 })}
          </Button>
        </p>
      )}
    </>
  );
}
