import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { newPublicId } from "@/lib/ids/public-id";
import { LONGEST_MESSAGE, LONGEST_SUBJECT, type MessageProblem } from "@/lib/registration/write-to-person";
import { Desk } from "../../../../../desk";
import { requireAtRegistration } from "../at-registration";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.write"))("title") };
}

/** A mail in the staff's own words to this one person. */
export default async function WritePage(props: PageProps<"/admin/c/[conference]/registrations/[publicId]/write">) {
  const { at, view, page, name } = await requireAtRegistration(await props.params, "registrations.mail", "write");
  const kept = await findKeptStaffForm<MessageProblem[]>(at.staff, `registration.write:${view.registration.id}`);
  const t = await getTranslations("admin-registration.write");
  const problemOf = (key: MessageProblem["key"]) => {
    const problem = kept?.problems.find((one) => one.key === key);
    return problem && t(`problems.${key}-${problem.code}`);
  };
  const errors = (["subject", "text"] as const).flatMap((id) => {
    const message = problemOf(id);
    return message ? [{ id, message }] : [];
  });
  const typed = (field: string) => (kept ? singleValue(kept.values, field) : "");
  return (
    <Desk at={at} current="registrations" title={t("title-to", { name })}>
      <ErrorSummary errors={errors} />
      <form action={`${page}/write/send`} method="post" className="max-w-prose">
        <input type="hidden" name="once" value={typed("once") || newPublicId()} />
        <p className="mt-3 text-sm text-ink-soft">{t("to", { email: view.registration.email })}</p>
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
            hint={t("text-hint")}
            rows={10}
            maxLength={LONGEST_MESSAGE}
            defaultValue={typed("text")}
            error={problemOf("text")}
          />
        </Fields>
        <p className="mt-5 flex flex-wrap gap-2">
          <Button type="submit" look="primary" size="middle">
            {t("send")}
          </Button>
          <ButtonLink href={page} size="middle">
            {t("leave")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
