import type { Catalogue, CatalogueService } from "@/lib/catalogue/load-catalogue";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { parseDecimal } from "@/lib/money/money";
import type { Amendment } from "@/lib/orders/draft-amendment";
import type { AwaitedWay } from "@/lib/payments/await-payment";
import type { PriceOverride } from "@/lib/pricing/quote-amendment";
import { cleanText } from "@/lib/text/clean-text";

/** What cannot be read of the form, by its field; the page owns the sentences. */
export type AmendmentProblem = { field: string; code: "not-a-number" | "not-an-amount" | "reason-not-readable" };

export type ReadAmendment = Amendment & { tell: boolean; changeId: number | undefined };

/** As many places of one item as the form has fields for. */
export const MOST_PLACES = 20;
const LARGEST_PRICE = 2_000_000_000;
const WAYS: readonly AwaitedWay[] = ["transfer", "on_site", "purchase_order"];

/**
 * The amendment that the form says: `category`, `quantity.{code}` ("" or 0: none), `place.{code}.{index}.guestName` and
 * `.diet`, `price.category` and `price.{code}` ("" leaves the price), `reason`, `overbook`, `way`, `tell`, and `change`, the
 * id of the person's request that it answers. Whether it can be had is for `draftAmendment` to say.
 */
export function readAmendment(
  registrationId: number,
  values: FormValues,
  catalogue: Catalogue,
): { amendment: ReadAmendment; problems: AmendmentProblem[] } {
  const problems: AmendmentProblem[] = [];
  const services = catalogue.services.map((service) => {
    const text = singleValue(values, `quantity.${service.code}`).trim();
    const isNumber = text === "" || /^\d{1,3}$/.test(text);
    if (!isNumber) problems.push({ field: `quantity.${service.code}`, code: "not-a-number" });
    const quantity = isNumber ? Number(text) : 0;
    return { code: service.code, quantity, places: readPlaces(values, service, quantity) };
  });
  const categoryCode = singleValue(values, "category") || null;
  const overrides: PriceOverride[] = [];
  const readPrice = (kind: PriceOverride["kind"], code: string, field: string) => {
    const text = singleValue(values, field).trim();
    if (text === "") return;
    const price = parseDecimal(text, catalogue.currency);
    if (!price.ok || price.value.minor < 0 || price.value.minor > LARGEST_PRICE) {
      problems.push({ field, code: "not-an-amount" });
    } else overrides.push({ kind, code, unitMinor: price.value.minor });
  };
  if (categoryCode !== null) readPrice("category", categoryCode, "price.category");
  for (const { code, quantity } of services) if (quantity > 0) readPrice("service", code, `price.${code}`);
  const reason = cleanText(singleValue(values, "reason"), { maxLength: 300 });
  if (!reason.ok) problems.push({ field: "reason", code: "reason-not-readable" });
  const amendment = {
    registrationId,
    choice: { categoryCode, services },
    overrides,
    reason: reason.ok ? reason.value : "",
    mayOverbook: singleValue(values, "overbook") === "yes",
    way: WAYS.find((way) => way === singleValue(values, "way")) ?? "on_site",
    tell: singleValue(values, "tell") === "yes",
    changeId: readId(singleValue(values, "change")) ?? undefined,
  };
  return { amendment, problems };
}

function readPlaces(values: FormValues, { code, namesGuests, options }: CatalogueService, quantity: number) {
  if (!namesGuests && options.length === 0) return [];
  return Array.from({ length: Math.min(quantity, MOST_PLACES) }, (_, index) => ({
    guestName: singleValue(values, `place.${code}.${index}.guestName`),
    options: Object.fromEntries(options.map(({ key }) => [key, singleValue(values, `place.${code}.${index}.${key}`)])),
  }));
}
