import type { PlaceChoice, ServiceChoice, ServiceOption, ServiceView } from "@/lib/pricing/catalogue";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

/** One place of a service, cleaned: the guest's name where guests are named, the answered options by key. */
export type QuotedPlace = {
  readonly guestName: string | null;
  readonly options: Readonly<Record<string, string>>;
};

/** What is wrong with one place of a service; `place` counts from 0. */
export type PlaceRefusal =
  | { readonly code: "guest-name-missing" | "guest-name-invalid"; readonly item: string; readonly place: number }
  | {
      readonly code: "option-missing" | "option-invalid";
      readonly item: string;
      readonly place: number;
      readonly option: string;
    };

const GUEST_NAME = { maxLength: 100 };
const OPTION_TEXT = { maxLength: 200 };

/** The places of a chosen service, one per quantity; empty where neither names nor options are asked. */
export function quotePlaces(
  service: ServiceView,
  wanted: Required<ServiceChoice>,
): Result<readonly QuotedPlace[], readonly PlaceRefusal[]> {
  if (!service.namesGuests && service.options.length === 0) return ok([]);
  const places = Array.from({ length: wanted.quantity }, (_, place) =>
    quotePlace(service, wanted.places[place] ?? {}, place),
  );
  const refusals = places.flatMap((place) => (place.ok ? [] : place.error));
  return refusals.length > 0 ? err(refusals) : ok(places.flatMap((place) => (place.ok ? [place.value] : [])));
}

function quotePlace(
  service: ServiceView,
  { guestName = "", options = {} }: PlaceChoice,
  place: number,
): Result<QuotedPlace, readonly PlaceRefusal[]> {
  const refusals: PlaceRefusal[] = [];
  const answered: [string, string][] = [];

  const name = cleanText(guestName, GUEST_NAME);
  if (service.namesGuests && (!name.ok || name.value === "")) {
    refusals.push({ code: name.ok ? "guest-name-missing" : "guest-name-invalid", item: service.code, place });
  }
  for (const option of service.options) {
    const answer = checkOption(option, options[option.key] ?? "");
    if (!answer.ok) refusals.push({ code: answer.error, item: service.code, place, option: option.key });
    else if (answer.value !== "") answered.push([option.key, answer.value]);
  }
  if (refusals.length > 0) return err(refusals);
  return ok({ guestName: service.namesGuests && name.ok ? name.value : null, options: Object.fromEntries(answered) });
}

function checkOption(option: ServiceOption, raw: string): Result<string, "option-missing" | "option-invalid"> {
  const text = cleanText(raw, OPTION_TEXT);
  if (!text.ok) return err("option-invalid");
  if (text.value === "") return option.required ? err("option-missing") : text;
  return option.choices && !option.choices.includes(text.value) ? err("option-invalid") : text;
}
