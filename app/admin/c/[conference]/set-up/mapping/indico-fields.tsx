import { useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import type { Setup } from "@/lib/conference/conference-file";
import { fold } from "@/lib/indico/map-registration";
import type { FormField, FormFieldsFailure } from "@/lib/indico/read-form-fields";
import { useTargetWords } from "./target-words";

/** Indico's fields as they are now, with their choices, and where each goes. */
export function IndicoFields({ fields, setup }: { fields: readonly FormField[]; setup: Setup }) {
  const t = useTranslations("admin-catalogue.mapping");
  const targetOf = useTargetWords(setup);
  const goals = (field: FormField) => [
    ...(setup.indico?.mapping.fields ?? []).flatMap(({ from, to }) => (isMeant(field, from) ? [targetOf(to)] : [])),
    ...(setup.indico?.mapping.categories ?? []).flatMap(({ when, category }) =>
      "field" in when && isMeant(field, when.field)
        ? [setup.categories.find(({ code }) => code === category)?.name ?? category]
        : [],
    ),
  ];
  return (
    <Section title={t("their-fields")} intro={t("their-intro")} className="mt-6">
      <div className="mt-3">
        <DataTable
          caption={t("their-fields")}
          columns={[
            { key: "field", head: t("columns.field") },
            { key: "choices", head: t("columns.choices"), wideOnly: true },
            { key: "goes-to", head: t("columns.goes-to") },
          ]}
          rows={fields.map((field, i) => ({
            key: String(field.id ?? `personal-${i}`),
            cells: {
              field: (
                <>
                  {field.title}
                  <small className="code">{field.id === null ? "" : `#${field.id}`}</small>
                </>
              ),
              choices: <span className="whitespace-normal text-ink-soft">{field.choices?.join(", ")}</span>,
              "goes-to": goals(field).join(", ") || <span className="text-ink-faint">{t("goes-nowhere")}</span>,
            },
          }))}
        />
      </div>
    </Section>
  );
}

/** Whether a mapping's reference means this field. */
export function isMeant(field: FormField, from: { fieldId: number } | { title: string }): boolean {
  return "fieldId" in from ? field.id === from.fieldId : fold(field.title) === fold(from.title);
}

/** Which explanation a failure has: several ask the same of the reader. */
export function failureWord(failure: FormFieldsFailure | "not-configured") {
  switch (failure) {
    case "unreachable":
    case "timed-out":
    case "nobody":
    case "not-configured":
      return failure;
    case "unauthorized":
    case "scope-missing":
    case "forbidden":
      return "token";
    default:
      return "other";
  }
}
