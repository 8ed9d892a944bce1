import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import type { SoldLine } from "./draft-amendment";

/** The catalogue with what lines sell and is offered no longer: without a price, it can only stay. */
export function withItemsOf(catalogue: Catalogue, lines: readonly SoldLine[]): Catalogue {
  const categories = lines.flatMap(({ category, ...line }) =>
    category && !catalogue.categories.some(({ code }) => code === category.code) ? [withoutPrice(category, line)] : [],
  );
  const services = lines.flatMap(({ service, ...line }) =>
    service && !catalogue.services.some(({ code }) => code === service.code)
      ? [{ ...withoutPrice(service, line), ...optionsOf(service) }]
      : [],
  );
  return {
    ...catalogue,
    categories: [...catalogue.categories, ...onceEach(categories)],
    services: [...catalogue.services, ...onceEach(services)],
  };
}

function withoutPrice<Item extends { quotas: { id: number }[]; translations: unknown }>(
  item: Item,
  { taxBasisPoints }: { taxBasisPoints: number },
) {
  const translations = item.translations as Catalogue["services"][number]["translations"];
  return { ...item, translations, taxBasisPoints, windows: [], quotaIds: item.quotas.map(({ id }) => id) };
}

/** The one option that the catalogue asks per place (lib/catalogue/load-catalogue.ts). */
function optionsOf({ asksDiet }: { asksDiet: boolean }) {
  return { options: asksDiet ? [{ key: "diet", label: "diet", required: false, choices: null }] : [] };
}

function onceEach<Item extends { code: string }>(items: Item[]): Item[] {
  return items.filter((item, index) => items.findIndex(({ code }) => code === item.code) === index);
}
