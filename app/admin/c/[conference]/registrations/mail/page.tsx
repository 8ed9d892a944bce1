import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { newPublicId } from "@/lib/ids/public-id";
import { VARIABLES } from "@/lib/registration/many/variables";
import {
  checkManyMessage,
  type ManyMessageProblem,
  previewMessage,
  recipientsOf,
} from "@/lib/registration/many/write-to-many";
import { LONGEST_MESSAGE, LONGEST_SUBJECT } from "@/lib/registration/write-to-person";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { selectionOf, selectionQuery } from "../read-selection";
import { SelectionFields } from "../selection-fields";
import { MAIL_FORM } from "./mail-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registrations.mail"))("title") };
}

/** A mail in the staff's own words to many: written, looked at as the first of them would get it, then sent. */
export default async function MailPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/registrations/mail">) {
  const { conference: slug } = await params;
  const list = `/admin/c/${encodeURIComponent(slug)}/registrations`;
  const said = await searchParams;
  const selection = selectionOf(said);
  const at = await requireAtDesk(slug, "registrations.mail", `${list}/mail?${selectionQuery(selection)}`);
  const kept = await findKeptStaffForm<ManyMessageProblem[]>(at.staff, MAIL_FORM);
  const typed = (field: string) => (kept ? singleValue(kept.values, field) : "");
  const toAll = typed("toAll") === "yes";
  const [everybody, { chosen, count }] = await Promise.all([
    recipientsOf(at.conference, selection, true),
    recipientsOf(at.conference, selection, toAll),
  ]);
  const leftOut = everybody.count - count;
  const message = checkManyMessage({ subject: typed("subject"), text: typed("text") });
  const preview =
    kept && message.ok && chosen && said.preview === "yes"
      ? await previewMessage(at.conference.id, chosen, message.value)
      : null;
  const t = await getTranslations("admin-registrations.mail");
  const problemOf = (key: "subject" | "text") => {
    const problem = kept?.problems.find((one) => one.key === key);
    if (!problem) return undefined;
    return problem.code === "unknown-variable"
      ? t("problems.unknown-variable", { variable: `{${problem.variable}}` })
      : t(`problems.${key}-${problem.code}`);
  };
  const errors = (["subject", "text"] as const).flatMap((id) => {
    const words = problemOf(id);
    return words ? [{ id, message: words }] : [];
  });
  return (
    <Desk at={at} current="registrations" title={t("title-to", { count })}>
      <Outcome searchParams={said} />
      <ErrorSummary errors={errors} />
      <p className="mt-1 max-w-prose text-ink-soft">{leftOut > 0 ? t("left-out", { count: leftOut }) : t("to-each")}</p>
      <form action={`${list}/mail/send`} method="post" className="max-w-prose">
        <SelectionFields selection={selection} />
        <input type="hidden" name="once" value={typed("once") || newPublicId()} />
        <Fields>
          <TextInput
            name="subject"
            label={t("subject")}
            maxLength={LONGEST_SUBJECT}
            defaultValue={typed("subject")}
            error={problemOf("subject")}
          />
          <TextArea
            name="text"
            label={t("text")}
            hint={t("text-hint", { variables: VARIABLES.map((name) => `{${name}}`).join(" ") })}
            rows={10}
            maxLength={LONGEST_MESSAGE}
            defaultValue={typed("text")}
            error={problemOf("text")}
          />
          <Checkbox name="toAll" optional defaultChecked={toAll} hint={t("to-all-hint")}>
            {t("to-all")}
          </Checkbox>
        </Fields>
        {preview && (
          <section aria-labelledby="preview" className="mt-5 border-t border-ink pt-3">
            <h2 id="preview" className="text-lg">
              {t("preview", { email: preview.email })}
            </h2>
            <p className="mt-2 font-semibold">{preview.subject}</p>
            <p className="mt-1 border-l-4 border-rule pl-3 break-words whitespace-pre-wrap">{preview.text}</p>
          </section>
        )}
        <p className="mt-5 flex flex-wrap gap-2">
          <Button type="submit" name="step" value="preview" size="middle" look={preview ? "second" : "primary"}>
            {t("look")}
          </Button>
          {preview && (
            <Button type="submit" name="step" value="send" look="primary" size="middle">
              {t("send", { count })}
            </Button>
          )}
          <ButtonLink href={list} size="middle" look="quiet">
            {t("leave")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
