import type { LanguageRefusal } from "@/lib/conference/edit-languages";

/** Why a language that was typed was not added. */
export type KeptLanguage = { refusal: Extract<LanguageRefusal, "no-language" | "offered-already"> };

export function keptLanguageName(conferenceId: number): string {
  return `set-up.languages:${conferenceId}`;
}
