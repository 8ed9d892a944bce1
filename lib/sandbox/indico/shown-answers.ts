import { SANDBOX_SECTIONS, type SandboxAnswers } from "@/lib/sandbox/indico/form";
import type { SandboxRow } from "@/lib/sandbox/indico/registration-json";

/** What the registrant filled in, as Indico's own page lists it: titles and values in the form's words. */
export function shownAnswers(row: SandboxRow): { title: string; text: string }[] {
  const answers = row.answers as SandboxAnswers;
  return SANDBOX_SECTIONS.flatMap((section) => section.fields)
    .filter((field) => field.personal !== "email")
    .map((field) => {
      const value = field.personal ? row[field.personal] : field.answer && answers[field.answer];
      const caption = field.choices?.find((choice) => choice.key === value)?.caption;
      const extra =
        field.answer === "dinner" && (answers.dinnerPlaces ?? 1) > 1 ? ` (+${(answers.dinnerPlaces ?? 1) - 1})` : "";
      if (Array.isArray(value))
        return { title: field.title, text: value.map((person) => `${person.firstName} ${person.lastName}`).join(", ") };
      if (typeof value === "boolean") return { title: field.title, text: value ? "Yes" : "No" };
      return { title: field.title, text: caption ? `${caption}${extra}` : String(value ?? "") };
    })
    .filter(({ text }) => text !== "");
}
