import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { changeSetup } from "@/lib/conference/change-setup";
import { versionOf } from "@/lib/conference/item-version";
import { readLocale } from "@/lib/i18n/languages";
import type { Locale } from "@/lib/i18n/locales";
import { err, ok, type Result } from "@/lib/result";

export type LanguageEdit = { add: string } | { remove: string };
export type LanguageRefusal =
  | "gone"
  /** Somebody else changed the list since the page was opened. */
  | "changed-meanwhile"
  /** No tag of BCP 47 that names a language. */
  | "no-language"
  | "offered-already"
  /** The texts themselves are in it. */
  | "english-stays";

/**
 * Changes the languages that a conference is offered in. What was translated into one that is taken out is kept, unseen,
 * until the language comes back.
 * @param version `versionOf` the list when the page was opened
 */
export async function editLanguages(
  conferenceId: number,
  edit: LanguageEdit,
  version: string,
  by: Actor,
): Promise<Result<void, LanguageRefusal>> {
  const changed = await changeSetup<LanguageRefusal>(
    conferenceId,
    (setup) => {
      const { languages } = setup.conference;
      if (versionOf(languages) !== version) return err("changed-meanwhile");
      const wanted = edited(languages, edit);
      return wanted.ok
        ? ok({ setup: { ...setup, conference: { ...setup.conference, languages: wanted.value } } })
        : wanted;
    },
    { by },
  );
  if (changed.ok) return ok(undefined);
  switch (changed.error.code) {
    case "gone":
      return err("gone");
    case "edit":
      return err(changed.error.refusal);
    case "problems":
      throw new Error(`The set-up does not read as its own file: ${JSON.stringify(changed.error.problems)}`);
  }
}

function edited(languages: readonly Locale[], edit: LanguageEdit): Result<Locale[], LanguageRefusal> {
  if ("remove" in edit) {
    return edit.remove === "en" ? err("english-stays") : ok(languages.filter((one) => one !== edit.remove));
  }
  const locale = readLocale(edit.add);
  if (!locale) return err("no-language");
  return languages.includes(locale) ? err("offered-already") : ok([...languages, locale]);
}
