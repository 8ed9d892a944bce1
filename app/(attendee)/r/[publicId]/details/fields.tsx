import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { pageLanguages } from "@/app/page-languages";
import type { AnswerValue, QuestionView } from "@/components/attendee/question-field";
import type { BadgeProps } from "@/components/badge/badge";
import { OwnWords, Words } from "@/components/words";
import { countryName } from "@/lib/countries/countries";
import type { Registration } from "@/lib/db/generated/client";
import { allValues, singleValue } from "@/lib/http/form-values";
import type { Locale } from "@/lib/i18n/locales";
import { translated } from "@/lib/i18n/translated";
import type { FieldErrorCode } from "@/lib/questions/field-error";
import type { AskedQuestion } from "@/lib/questions/load-questions";
import { PROFILE_FIELDS, type ProfileField } from "@/lib/registration/profile";
import { answerName } from "@/lib/registration/save-details";
import { formatDay } from "@/lib/time/format";
import type { KeptDetails } from "./kept-details";

/** A field as the form shows it: what was typed last, else what is stored, with what Indico says. */
export type ShownField = { value: AnswerValue; indicoValue: AnswerValue; error: string | undefined };
export type ShownQuestion = ShownField & { question: QuestionView; key: string; file: AskedQuestion["file"] };

export type DetailsFields = {
  profile: Record<ProfileField, ShownField>;
  questions: ShownQuestion[];
  /** In the order of the page. */
  errors: { id: string; message: string }[];
};

type Source = {
  registration: Registration;
  questions: readonly AskedQuestion[];
  kept: KeptDetails | null;
};

/** Everything the form's fields show. */
export async function fieldsOf({ registration, questions, kept }: Source): Promise<DetailsFields> {
  const locale = await getLocale();
  const { locale: read } = await pageLanguages();
  const t = await getTranslations("attendee.details");
  const indico = registration.isConfirmed ? (registration.indicoProfile as Partial<Record<ProfileField, string>>) : {};
  const codeOf = (name: string) => kept?.problems.errors.find(({ key }) => key === name)?.code;

  const profile = PROFILE_FIELDS.map((field): [ProfileField, ShownField] => {
    const code = codeOf(field);
    const value = kept ? singleValue(kept.values, field) : registration[field];
    const error = code && sentence(t, code, t(`fields.${field}`), field);
    return [field, { value, indicoValue: indico[field] ?? null, error }];
  });
  const shown = questions.map((question): ShownQuestion => {
    const { label } = translated(question, read);
    const name = answerName(question.key);
    const code = codeOf(name);
    return {
      key: question.key,
      question: viewOf(question, { name, locale: read, erased: erasedOn(question, locale, t) }),
      value: kept ? typedAnswer(kept, question) : question.answer,
      indicoValue: registration.isConfirmed ? question.indicoAnswer : null,
      error: code && sentence(t, code, label),
      file: question.file,
    };
  });
  const errors = [
    ...profile.map(([field, { error }]) => ({ id: field as string, message: error })),
    ...shown.map(({ question, error }) => ({ id: question.name, message: error })),
  ];
  return {
    profile: Object.fromEntries(profile) as Record<ProfileField, ShownField>,
    questions: shown,
    errors: errors.flatMap(({ id, message }) => (message ? [{ id, message }] : [])),
  };
}

/** Who the badge names while what was typed is not saved yet. */
export function personOf({ profile }: DetailsFields, locale: Locale): BadgeProps["person"] {
  const typed = (field: ProfileField) => String(profile[field].value ?? "").trim();
  if (!typed("firstName") && !typed("lastName")) return undefined;
  return {
    givenName: typed("firstName"),
    familyName: typed("lastName"),
    affiliation: typed("affiliation") || undefined,
    country: typed("country") ? <Words>{countryName(typed("country"), locale)}</Words> : undefined,
  };
}

type Texts = Awaited<ReturnType<typeof getTranslations<"attendee.details">>>;

/** What is wrong with a field, and what to do. */
function sentence(t: Texts, code: FieldErrorCode, label: string, field?: ProfileField): string {
  if (code === "required" && (field === "firstName" || field === "lastName" || field === "country")) {
    return t(`errors.required-${field}`);
  }
  return t(`errors.${code}`, { label });
}

function erasedOn({ eraseAfter }: AskedQuestion, locale: Locale, t: Texts): string {
  return eraseAfter
    ? t("erased-on", { day: formatDay(eraseAfter, "UTC", locale), year: eraseAfter.getUTCFullYear() })
    : "";
}

function viewOf(
  question: AskedQuestion,
  { name, locale, erased }: { name: string; locale: Locale; erased: string },
): QuestionView {
  const choices = question.choices.map(({ value, label, translations }) => ({
    value,
    label: translations?.[locale] || label,
    lang: translations?.[locale] ? locale : "en",
  }));
  const hint = (question.hint || erased) && (
    <>
      <OwnWords of={question} field="hint" /> {erased}
    </>
  );
  const { type, isRequired } = question;
  return { name, type, isRequired, label: <OwnWords of={question} field="label" />, hint, choices };
}

function typedAnswer(kept: KeptDetails, { key, type, answer }: AskedQuestion): AnswerValue {
  const name = answerName(key);
  switch (type) {
    case "file":
      return answer;
    case "many_choices":
      return allValues(kept.values, name);
    case "consent":
      return singleValue(kept.values, name) !== "";
    default:
      return singleValue(kept.values, name) || null;
  }
}
