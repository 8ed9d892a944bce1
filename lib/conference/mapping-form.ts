import { type FormValues, singleValue } from "@/lib/http/form-values";
import type { IndicoMapping } from "@/lib/indico/map-registration";

type FieldRule = IndicoMapping["fields"][number];
type CategoryRule = IndicoMapping["categories"][number];

/** What a form shows of a mapping: a field by title or "#123", its target as "profile.phone", choices one a line. */
export function valuesOfMapping({ fields, categories }: IndicoMapping): FormValues {
  const values: FormValues = {};
  for (const [i, { from, to, choices }] of fields.entries()) {
    values[`fields.${i}.from`] = referenceText(from);
    values[`fields.${i}.to`] = "profile" in to ? `profile.${to.profile}` : `question.${to.question}`;
    values[`fields.${i}.choices`] = Object.entries(choices ?? {})
      .map(([caption, value]) => `${caption} = ${value}`)
      .join("\n");
  }
  for (const [i, { when, category }] of categories.entries()) {
    values[`categories.${i}.field`] = "field" in when ? referenceText(when.field) : "";
    values[`categories.${i}.choice`] = "field" in when ? when.choice : when.tag;
    values[`categories.${i}.category`] = category;
  }
  return values;
}

/** Lines of choices that are no "caption = value", by the form's field. */
export type UnreadLine = { field: string; line: string };

/** What a form says, of the shape of `IndicoMapping`. */
export function mappingOfValues(
  values: FormValues,
  counts: { fields: number; categories: number },
): { mapping: object; unread: UnreadLine[] } {
  const unread: UnreadLine[] = [];
  const text = (name: string) => singleValue(values, name).trim();
  const fields = Array.from({ length: counts.fields }, (_, i) => {
    const at = `fields.${i}`;
    const choices: Record<string, string> = {};
    for (const line of text(`${at}.choices`)
      .split("\n")
      .filter((one) => one.trim())) {
      // A caption may have the sign in it, a value of ours hardly: the last one counts.
      const match = /^(.+)=([^=]+)$/.exec(line);
      if (match) choices[String(match[1]).trim()] = String(match[2]).trim();
      else unread.push({ field: `${at}.choices`, line });
    }
    const [kind = "", ...name] = text(`${at}.to`).split(".");
    return {
      from: referenceOf(text(`${at}.from`)),
      to: { [kind]: name.join(".") },
      ...(Object.keys(choices).length ? { choices } : {}),
    };
  });
  const categories = Array.from({ length: counts.categories }, (_, i) => {
    const at = `categories.${i}`;
    const [field, choice] = [text(`${at}.field`), text(`${at}.choice`)];
    const when = field ? { field: referenceOf(field), choice } : { tag: choice };
    return { when, category: text(`${at}.category`) };
  });
  return { mapping: { fields, categories }, unread };
}

/** A field's reference out of what is typed. */
export function referenceOf(text: string): { fieldId: number } | { title: string } {
  const id = /^#(\d{1,9})$/.exec(text)?.[1];
  return id === undefined ? { title: text } : { fieldId: Number(id) };
}

/** "#123" or the title. */
function referenceText(from: FieldRule["from"] | Extract<CategoryRule["when"], { field: unknown }>["field"]) {
  return "fieldId" in from ? `#${from.fieldId}` : from.title;
}
