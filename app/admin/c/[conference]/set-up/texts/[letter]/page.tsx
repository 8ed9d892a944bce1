import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { versionOf } from "@/lib/conference/item-version";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { directionOf, languageName } from "@/lib/i18n/languages";
import { checkWording, findWording } from "@/lib/mail/edit-wording";
import { composeSample } from "@/lib/mail/sample-letter";
import { isWordedLetter, VARIABLES } from "@/lib/mail/wording";
import { leaveUnknown, requireAtDesk } from "../../../../../guard";
import { SetUpFrame } from "../../set-up-frame";
import { type KeptWording, keptWordingName } from "../kept-wording";

type Props = PageProps<"/admin/c/[conference]/set-up/texts/[letter]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.texts") };
}

/** One letter in one language: the organiser's words, and how the letter reads with them. */
export default async function TextPage({ params, searchParams }: Props) {
  const { conference: slug, letter } = await params;
  const said = await searchParams;
  const page = `/admin/c/${slug}/set-up/texts/${encodeURIComponent(letter)}`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  if (!isWordedLetter(letter)) leaveUnknown(slug);
  const locale = at.conference.languages.find((one) => one === said.language) ?? "en";
  const which = { conferenceId: at.conference.id, letter, locale };
  const saved = await findWording(which);
  const kept = await findKeptStaffForm<KeptWording>(at.staff, keptWordingName(which));
  const typed = kept ? { subject: singleValue(kept.values, "subject"), body: singleValue(kept.values, "body") } : saved;
  const checked = checkWording(letter, typed);
  const wording = checked.ok ? checked.value : saved;
  const sample = await composeSample(which, { now: new Date(), wording });
  const t = await getTranslations("admin-set-up");
  const problems = kept && !checked.ok ? checked.error : [];
  const words = problems.map((problem) => ({
    id: problem.field,
    message: t(`texts.problems.${problem.code}`, {
      name: "name" in problem ? `{${problem.name}}` : "",
      known: "known" in problem ? problem.known : "",
      max: "max" in problem ? problem.max : 0,
    }),
  }));
  const error = (field: string) => words.find(({ id }) => id === field)?.message;
  const version = kept ? singleValue(kept.values, "version") : versionOf(saved);
  const language = languageName(locale, await getLocale());
  const written = { lang: locale, dir: directionOf(locale) };
  return (
    <SetUpFrame at={at} part="texts" searchParams={said} title={`${t(`letters.${letter}`)}, ${language}`}>
      <form action={`${page}/save`} method="post" className="max-w-[44rem]">
        <ErrorSummary errors={words} />
        {kept?.problems.now && (
          <Note tone="wait" role="alert" title={t("meanwhile.title")}>
            <p>{t("meanwhile.do")}</p>
            <p className="mt-2 font-semibold wrap-anywhere">{kept.problems.now.subject}</p>
            <p className="whitespace-pre-wrap wrap-anywhere">{kept.problems.now.body || t("meanwhile.empty")}</p>
          </Note>
        )}
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="language" value={locale} />
        <Fields>
          <TextInput
            {...written}
            name="subject"
            label={t("texts.subject")}
            optional
            defaultValue={typed.subject}
            hint={t("texts.empty")}
            error={error("subject")}
          />
          <TextArea
            {...written}
            name="body"
            label={t("texts.body")}
            optional
            rows={8}
            defaultValue={typed.body}
            hint={t("texts.body-hint")}
            error={error("body")}
          />
        </Fields>
        <p className="mt-3 text-ink-soft">
          {t("texts.variables")}{" "}
          {VARIABLES[letter].map((name) => (
            <span key={name} className="code mr-3 inline-block">{`{${name}}`}</span>
          ))}
        </p>
        <div className="mt-5 flex flex-wrap gap-3">
          <Button type="submit" look="primary">
            {t("save")}
          </Button>
          <Button type="submit" name="act" value="preview">
            {t("texts.show")}
          </Button>
          {kept && (
            <Button type="submit" name="act" value="forget" look="quiet">
              {t("forget")}
            </Button>
          )}
        </div>
      </form>
      {sample && (
        <Section title={t("texts.preview")} intro={t("texts.preview-intro")}>
          <div className="mt-3 max-w-[44rem] border border-rule bg-sheet p-4">
            <p className="font-semibold wrap-anywhere [unicode-bidi:plaintext]">{sample.subject}</p>
            <p className="mt-3 [unicode-bidi:plaintext] whitespace-pre-wrap wrap-anywhere">{sample.text}</p>
          </div>
          <form action={`${page}/test`} method="post" className="mt-3">
            <input type="hidden" name="language" value={locale} />
            <Button type="submit">{t("texts.send")}</Button>
          </form>
        </Section>
      )}
    </SetUpFrame>
  );
}
