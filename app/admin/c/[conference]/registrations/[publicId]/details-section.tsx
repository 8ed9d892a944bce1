import { useLocale, useTranslations } from "next-intl";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import { countryName } from "@/lib/countries/countries";
import type { Locale } from "@/lib/i18n/locales";
import { translated } from "@/lib/i18n/translated";
import type { AskedQuestion, StoredAnswer } from "@/lib/questions/load-questions";
import type { Everything } from "@/lib/registration/load-everything";
import { PROFILE_FIELDS, type ProfileField } from "@/lib/registration/profile";
import { answerName } from "@/lib/registration/save-details";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";

/** Profile and answers, Indico's value beside each that is another one, and which of them staff changed. */
export function DetailsSection({ view, at }: { view: Everything; at: AtDesk }) {
  const t = useTranslations("admin-registration.details");
  const labels = useTranslations("attendee.details.fields");
  const locale = useLocale();
  const { registration, questions } = view;
  const { detailsAt, staffFields } = registration;
  const indico = (registration.isConfirmed ? registration.indicoProfile : {}) as Partial<Record<ProfileField, string>>;
  const inWords = useAnswerWords(locale);
  const shown = (field: ProfileField, value: string) =>
    field === "country" && value ? countryName(value, locale) : value;
  const profile = PROFILE_FIELDS.map((field): Definition => {
    const theirs = indico[field];
    return {
      term: labels(field),
      value: (
        <Value
          value={shown(field, registration[field])}
          indico={theirs !== undefined && theirs !== registration[field] ? shown(field, theirs) : null}
          isByStaff={staffFields.includes(field)}
        />
      ),
    };
  });
  const answers = questions.map((question): Definition => {
    const isOther = question.indicoAnswer !== null && !isSame(question.answer, question.indicoAnswer);
    const file = question.file;
    return {
      term: translated(question, locale).label,
      value: file ? (
        <a href={`${registrationPage(at.conference.slug, registration.publicId)}/files/${file.publicId}`}>
          {file.name}
        </a>
      ) : (
        <Value
          value={inWords(question, question.answer)}
          indico={isOther ? inWords(question, question.indicoAnswer) : null}
          isByStaff={staffFields.includes(answerName(question.key))}
        />
      ),
    };
  });
  const intro = detailsAt
    ? t("sent", { time: formatDateTime(detailsAt, at.conference.timeZone, locale) })
    : t("not-sent");
  return (
    <Section title={t("title")} intro={intro} className="mt-8">
      <DefinitionList className="mt-2 max-w-prose" items={[...profile, ...answers]} />
    </Section>
  );
}

function Value({ value, indico, isByStaff }: { value: string; indico: string | null; isByStaff: boolean }) {
  const t = useTranslations("admin-registration.details");
  return (
    <>
      {value ? (
        <span className="whitespace-pre-line">{value}</span>
      ) : (
        <span className="font-normal text-ink-soft">{t("empty")}</span>
      )}
      {isByStaff && <span className="font-normal text-ink-soft"> ({t("by-staff")})</span>}
      {indico !== null && (
        <span className="block font-normal text-wait">
          {indico ? t("indico", { value: indico }) : t("indico-empty")}
        </span>
      )}
    </>
  );
}

function isSame(a: StoredAnswer, b: StoredAnswer): boolean {
  return (a || "").toString() === (b || "").toString();
}

/** An answer in words: the labels of chosen values, yes or no. */
function useAnswerWords(locale: Locale): (question: AskedQuestion, answer: StoredAnswer) => string {
  const t = useTranslations("admin-registration.details");
  return ({ type, choices }, answer) => {
    if (answer === null) return "";
    if (typeof answer === "boolean") return t(answer ? "yes" : "no");
    const labelOf = (value: string) => {
      const choice = choices.find((one) => one.value === value);
      return choice ? choice.translations?.[locale] || choice.label : value;
    };
    const values = [answer].flat().filter(Boolean);
    return values.map(type === "country" ? (code) => countryName(code, locale) : labelOf).join(", ");
  };
}
