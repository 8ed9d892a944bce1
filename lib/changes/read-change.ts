import type { Catalogue } from "@/lib/catalogue/load-catalogue";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";
import type { WantedChange } from "./ask-change";

/** What a person may ask for, beside what they have. */
export type Askable = {
  catalogue: Pick<Catalogue, "categories" | "services">;
  /** Code of the category that is ordered; null for none. */
  categoryCode: string | null;
  /** How many of each service are ordered, by its code. */
  quantities: ReadonlyMap<string, number>;
};

/** What is wrong with the form, by its field; the page owns the sentences. */
export type ChangeProblem = {
  field: "kind" | "category" | "service" | "quantity" | "text";
  code: "missing" | "not-a-number" | "same" | "too-long" | "not-allowed-character";
};

export const LONGEST_TEXT = 1000;

/**
 * The change that a form asks for: `kind`, `category` or `service` with `quantity` (how many in all), and `text`, which
 * is needed where nothing else says what is wanted.
 */
export function readChange(
  values: FormValues,
  askable: Askable,
): Result<{ wanted: WantedChange; text: string }, ChangeProblem[]> {
  const text = cleanText(singleValue(values, "text"), { maxLength: LONGEST_TEXT, multiline: true });
  const problems: ChangeProblem[] = text.ok ? [] : [{ field: "text", code: text.error }];
  const wanted = readWanted(values, askable);
  if (!wanted.ok) return err([wanted.error, ...problems]);
  if (wanted.value.kind === "other" && text.ok && text.value === "") problems.push({ field: "text", code: "missing" });
  return text.ok && problems.length === 0 ? ok({ wanted: wanted.value, text: text.value }) : err(problems);
}

function readWanted(values: FormValues, { catalogue, ...has }: Askable): Result<WantedChange, ChangeProblem> {
  const kind = singleValue(values, "kind");
  switch (kind) {
    case "cancel":
    case "other":
      return ok({ kind });
    case "category": {
      const category = catalogue.categories.find(({ code }) => code === singleValue(values, "category"));
      if (!category) return err({ field: "category", code: "missing" });
      if (category.code === has.categoryCode) return err({ field: "category", code: "same" });
      return ok({ kind, categoryId: category.id });
    }
    case "service": {
      const service = catalogue.services.find(({ code }) => code === singleValue(values, "service"));
      if (!service) return err({ field: "service", code: "missing" });
      const typed = singleValue(values, "quantity").trim();
      const quantity = /^\d{1,3}$/.test(typed) ? Number(typed) : Number.NaN;
      if (!(quantity <= service.maxPerPerson)) return err({ field: "quantity", code: "not-a-number" });
      if (quantity === (has.quantities.get(service.code) ?? 0)) return err({ field: "quantity", code: "same" });
      return ok({ kind, serviceId: service.id, quantity });
    }
    default:
      return err({ field: "kind", code: "missing" });
  }
}
