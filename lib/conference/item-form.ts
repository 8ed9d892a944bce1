import type { Item } from "@/lib/conference/edit-item";
import type { ListName } from "@/lib/conference/rename-item";
import { allValues, type FormValues, singleValue } from "@/lib/http/form-values";

/** Fields of an item by how a form carries them; a row's fields are named "prices.0.from". */
type Shape = {
  texts: readonly string[];
  /** Empty is null. */
  optional: readonly string[];
  numbers: readonly string[];
  /** Amounts of money, with a decimal comma or point; empty is null. */
  sums?: readonly string[];
  /** Written in capitals, however they are typed. */
  capitals?: readonly string[];
  boxes: readonly string[];
  lists: readonly string[];
  /** Several in one field, with commas between. */
  words: readonly string[];
  translated: readonly string[];
  rows: Readonly<
    Record<string, { texts: readonly string[]; optional: readonly string[]; translated: readonly string[] }>
  >;
};

const PRICES = { prices: { texts: ["label", "price"], optional: ["from", "until"], translated: ["label"] } };

const SHAPES: Record<ListName, Shape> = {
  categories: {
    texts: ["code", "name", "description", "eligibility", "waiver"],
    optional: [],
    numbers: ["taxPercent"],
    boxes: ["isActive", "needsCode", "needsForm"],
    lists: ["quotas"],
    words: [],
    translated: ["name", "description", "waiver"],
    rows: PRICES,
  },
  services: {
    texts: ["code", "name", "description", "mark", "place"],
    optional: ["startsAt", "endsAt"],
    numbers: ["taxPercent", "maxPerPerson"],
    boxes: ["isActive", "blocksTime", "namesGuests", "asksDiet", "isGift"],
    lists: ["quotas"],
    words: [],
    translated: ["name", "description", "place"],
    rows: PRICES,
  },
  sessions: {
    texts: ["code", "title", "description", "startsAt", "endsAt", "room", "booking", "waitingListMode"],
    optional: ["quota", "service", "opensAt", "closesAt", "leaveUntil"],
    numbers: ["places", "waitingPlaces", "offerHours"],
    boxes: ["isPublished", "isCancelled", "blocksTime"],
    lists: ["categories"],
    words: ["tags"],
    translated: ["title", "description"],
    rows: {},
  },
  rooms: {
    texts: ["name", "building", "floor", "address"],
    optional: [],
    numbers: ["latitude", "longitude", "seats"],
    boxes: [],
    lists: [],
    words: [],
    translated: [],
    rows: {},
  },
  tags: {
    texts: ["name", "kind"],
    optional: ["colour"],
    numbers: ["perPerson"],
    boxes: [],
    lists: [],
    words: [],
    translated: [],
    rows: {},
  },
  quotas: {
    texts: ["name"],
    optional: [],
    numbers: ["capacity"],
    boxes: [],
    lists: [],
    words: [],
    translated: [],
    rows: {},
  },
  promotions: {
    texts: ["code", "label"],
    optional: ["from", "until", "quota"],
    numbers: ["percent"],
    sums: ["amount"],
    capitals: ["code"],
    boxes: ["isActive"],
    lists: ["categories", "services"],
    words: [],
    translated: [],
    rows: {},
  },
  questions: {
    texts: ["key", "type", "label", "hint"],
    optional: ["eraseAfter"],
    numbers: [],
    boxes: ["isRequired", "sendToApp", "isActive"],
    lists: ["categories"],
    words: [],
    translated: ["label", "hint"],
    // A choice has its translations without a field's name: `{ "it": "Vegano" }`.
    rows: { choices: { texts: ["value", "label"], optional: [], translated: [""] } },
  },
};

/** What a form shows of an item. */
export function valuesOfItem(list: ListName, item: Item): FormValues {
  const shape = SHAPES[list];
  const values: FormValues = {};
  const fill = (
    from: object,
    { texts, optional, translated }: Pick<Shape, "texts" | "optional" | "translated">,
    at = "",
  ) => {
    const fields = from as Record<string, unknown>;
    for (const name of [...texts, ...optional]) values[at + name] = textOf(fields[name]);
    for (const [locale, texts] of Object.entries((fields.translations as object | undefined) ?? {})) {
      for (const name of translated) {
        const text = name ? (texts as Record<string, unknown> | undefined)?.[name] : texts;
        values[translationName(at, locale, name)] = textOf(text);
      }
    }
  };
  fill(item, { ...shape, texts: [...shape.texts, ...shape.numbers, ...(shape.sums ?? [])] });
  const fields = item as Record<string, unknown>;
  for (const name of shape.boxes) if (fields[name] === true) values[name] = "yes";
  for (const name of shape.lists) values[name] = [...(fields[name] as string[])];
  for (const name of shape.words) values[name] = (fields[name] as string[]).join(", ");
  for (const [name, row] of Object.entries(shape.rows)) {
    for (const [i, one] of (fields[name] as object[]).entries()) fill(one, row, `${name}.${i}.`);
  }
  return values;
}

/** What a form says, of the shape that the conference's file has; what is no number stays a text, and is refused there. */
export function itemOfValues(list: ListName, values: FormValues): object {
  const shape = SHAPES[list];
  const read = ({ texts, optional, translated }: Pick<Shape, "texts" | "optional" | "translated">, at = "") => ({
    ...Object.fromEntries(texts.map((name) => [name, singleValue(values, at + name)])),
    ...Object.fromEntries(optional.map((name) => [name, singleValue(values, at + name) || null])),
    ...(translated.length ? { translations: readTranslations(values, translated, at) } : {}),
  });
  return {
    ...read(shape),
    ...Object.fromEntries(shape.numbers.map((name) => [name, numberOf(singleValue(values, name))])),
    ...Object.fromEntries((shape.sums ?? []).map((name) => [name, pointOf(singleValue(values, name)) || null])),
    ...Object.fromEntries((shape.capitals ?? []).map((name) => [name, singleValue(values, name).toUpperCase()])),
    ...Object.fromEntries(shape.boxes.map((name) => [name, allValues(values, name).includes("yes")])),
    ...Object.fromEntries(shape.lists.map((name) => [name, allValues(values, name).filter(Boolean)])),
    ...Object.fromEntries(shape.words.map((name) => [name, wordsOf(singleValue(values, name))])),
    ...Object.fromEntries(
      Object.entries(shape.rows).map(([name, row]) => [
        name,
        Array.from({ length: countRows(values, name) }, (_, i) => {
          const one = read(row, `${name}.${i}.`) as Record<string, unknown>;
          return "price" in one ? { ...one, price: pointOf(String(one.price)) } : one;
        }),
      ]),
    ),
  };
}

/** A text and its words in other languages, by their tags. */
export type Text = { own: string; translations: Readonly<Record<string, string | undefined>> };

/** Every text of an item that may be given in other languages, its prices' and choices' among them. */
export function textsOfItem(list: ListName, item: Item): Text[] {
  const { translated, rows } = SHAPES[list];
  const read = (from: object, names: readonly string[]): Text[] => {
    const fields = from as Record<string, unknown>;
    const by = (fields.translations ?? {}) as Record<string, Record<string, string> | string>;
    return names.map((name) => ({
      own: textOf(fields[name || "label"]),
      translations: Object.fromEntries(
        Object.entries(by).map(([locale, texts]) => [locale, typeof texts === "string" ? texts : texts[name]]),
      ),
    }));
  };
  const fields = item as Record<string, unknown>;
  const inRows = Object.entries(rows).flatMap(([name, row]) =>
    (fields[name] as object[]).flatMap((one) => read(one, row.translated)),
  );
  return [...read(item, translated), ...inRows];
}

/** The form without its empty rows, so that a row's place in it is its place in the item. */
export function withoutEmptyRows(list: ListName, values: FormValues): FormValues {
  return withoutEmptyRowsOf(values, Object.keys(SHAPES[list].rows));
}

/** The same of a form of any kind, by the names of its rows. */
export function withoutEmptyRowsOf(values: FormValues, names: readonly string[]): FormValues {
  return names.reduce((rest, name) => {
    const rows = rowsOf(rest, name).filter((row) =>
      Object.values(row)
        .flat()
        .some((text) => text.trim()),
    );
    return withRows(rest, name, rows);
  }, values);
}

/** The form without one of its rows: "prices.1". */
export function withoutRow(values: FormValues, row: string): FormValues {
  const [name = "", index = ""] = row.split(".");
  return withRows(values, name, rowsOf(values, name).toSpliced(Number(index), 1));
}

/** How many rows of a name the form has. */
export function countRows(values: FormValues, name: string): number {
  return rowsOf(values, name).length;
}

/** "translations.it.name" */
export function translationName(at: string, locale: string, name: string): string {
  return [`${at}translations`, locale, name].filter(Boolean).join(".");
}

function rowsOf(values: FormValues, name: string): FormValues[] {
  const rows = new Map<number, FormValues>();
  for (const [key, value] of Object.entries(values)) {
    const match = key.startsWith(`${name}.`) && /^(\d{1,3})\.(.+)$/.exec(key.slice(name.length + 1));
    if (!match) continue;
    const [, index = "", field = ""] = match;
    rows.set(Number(index), { ...rows.get(Number(index)), [field]: value });
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, row]) => row);
}

function withRows(values: FormValues, name: string, rows: readonly FormValues[]): FormValues {
  const rest = Object.entries(values).filter(([key]) => !new RegExp(`^${name}\\.\\d`).test(key));
  const numbered = rows.flatMap((row, i) =>
    Object.entries(row).map(([field, value]) => [`${name}.${i}.${field}`, value]),
  );
  return Object.fromEntries([...rest, ...numbered]);
}

/** Of whatever languages the form has, and only what is filled in: an empty translation is none. */
function readTranslations(values: FormValues, names: readonly string[], at: string): object {
  return Object.fromEntries(
    languagesOf(values, at).flatMap((locale) => {
      const texts = names.map((name) => [name, singleValue(values, translationName(at, locale, name)).trim()] as const);
      const filled = texts.filter(([, text]) => text);
      if (!filled.length) return [];
      return [[locale, names[0] === "" ? filled[0]?.[1] : Object.fromEntries(filled)]];
    }),
  );
}

/** The languages in which a form has translations of a thing. */
export function languagesOf(values: FormValues, at: string): string[] {
  const start = `${at}translations.`;
  const names = Object.keys(values).filter((name) => name.startsWith(start));
  return [...new Set(names.map((name) => name.slice(start.length).split(".", 1)[0] ?? ""))];
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}

function wordsOf(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}

function numberOf(text: string): number | string | null {
  const trimmed = pointOf(text);
  return trimmed === "" ? null : /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** A decimal comma is read as the point that files have; grouping is nobody's to guess. */
function pointOf(text: string): string {
  return text.trim().replace(/^(\d+),(\d+)$/, "$1.$2");
}
