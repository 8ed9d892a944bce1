import type { Catalogue, CatalogueService } from "@/lib/catalogue/load-catalogue";
import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";
import type { Choice, PlaceChoice, ServiceChoice } from "@/lib/pricing/catalogue";

/** More places of one service than any form of ours has. */
const MOST_PLACES = 50;

/**
 * The choice that the form says: `category`, `service` (ticked codes), `quantity.{code}`,
 * `place.{code}.{index}.guestName` and `.{option}`. Whether it can be had is for `quoteOrder` to say.
 * @param promotionCode the code that was applied: what stands in the form may not be tried yet
 */
export function readChoice(values: FormValues, catalogue: Catalogue, promotionCode: string | undefined): Choice {
  const ticked = allValues(values, "service");
  const unknown = ticked.filter((code) => !catalogue.services.some((service) => service.code === code));
  return {
    promotionCode,
    categoryCode: singleValue(values, "category") || null,
    services: [
      ...catalogue.services.map((service) => readService(values, service, ticked.includes(service.code))),
      ...unknown.map((code) => ({ code, quantity: 1 })),
    ],
  };
}

function readService(values: FormValues, service: CatalogueService, isTicked: boolean): ServiceChoice {
  const { code, namesGuests } = service;
  const places = readPlaces(values, service);
  if (namesGuests) {
    const named = places.filter(({ guestName = "", options = {} }) =>
      [guestName, ...Object.values(options)].some((text) => text?.trim()),
    );
    return { code, quantity: named.length, places: named };
  }
  const quantity = isTicked ? readQuantity(values, service) : 0;
  return { code, quantity, places: places.slice(0, quantity) };
}

function readPlaces(values: FormValues, { code, namesGuests, options }: CatalogueService): PlaceChoice[] {
  const name = (index: number, key: string) => `place.${code}.${index}.${key}`;
  const keys = [...(namesGuests ? ["guestName"] : []), ...options.map(({ key }) => key)];
  const isSent = (index: number) => keys.some((key) => Object.hasOwn(values, name(index, key)));
  const places: PlaceChoice[] = [];
  for (let index = 0; index < MOST_PLACES && isSent(index); index++) {
    places.push({
      guestName: singleValue(values, name(index, "guestName")),
      options: Object.fromEntries(options.map(({ key }) => [key, singleValue(values, name(index, key))])),
    });
  }
  return places;
}

/** Ticked without a number is one place; with what is no number of places too, until it is mended (`findBadQuantities`). */
function readQuantity(values: FormValues, { code }: CatalogueService): number {
  const text = quantityText(values, code);
  return IS_QUANTITY.test(text) ? Number(text) : 1;
}

const IS_QUANTITY = /^[1-9]\d{0,3}$/;

function quantityText(values: FormValues, code: string): string {
  return singleValue(values, `quantity.${code}`).trim();
}

/** What was typed as the number of a ticked service and is none, by the service's code: "0", "-3", "1.5". */
export function findBadQuantities(values: FormValues, { services }: Catalogue): Map<string, string> {
  const ticked = allValues(values, "service");
  const typed = services
    .filter(({ code, namesGuests }) => ticked.includes(code) && !namesGuests)
    .map(({ code }) => [code, quantityText(values, code)] as const);
  return new Map(typed.filter(([, text]) => text !== "" && !IS_QUANTITY.test(text)));
}
