import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { fieldsOf } from "@/app/(attendee)/r/[publicId]/details/fields";
import type { DetailsProblems } from "@/app/(attendee)/r/[publicId]/details/kept-details";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Note } from "@/components/ui/note";
import { db } from "@/lib/db/client";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { loadQuestions } from "@/lib/questions/load-questions";
import { Desk } from "../../../../../desk";
import { requireAtRegistration } from "../at-registration";
import { EditForm } from "./edit-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.edit"))("title") };
}

/** Staff correct what a person said, or say it for them. */
export default async function EditPage(props: PageProps<"/admin/c/[conference]/registrations/[publicId]/edit">) {
  const { at, view, page, name } = await requireAtRegistration(await props.params, "registrations.edit", "edit");
  const { registration } = view;
  const kept = await findKeptStaffForm<DetailsProblems>(at.staff, `registration.edit:${registration.id}`);
  const questions = await loadQuestions(await db(), {
    conferenceId: at.conference.id,
    registrationId: registration.id,
  });
  const fields = await fieldsOf({ registration, questions, kept });
  const t = await getTranslations("admin-registration.edit");
  const code = kept?.problems.errors.find(({ key }) => key === "email")?.code;
  const email = {
    value: kept ? singleValue(kept.values, "email") : registration.email,
    error: code && t(code === "required" || code === "not-an-email" ? `errors.${code}` : "errors.email"),
  };
  const errors = [...(email.error ? [{ id: "email", message: email.error }] : []), ...fields.errors];
  return (
    <Desk at={at} current="registrations" title={t("title-of", { name })}>
      {kept?.problems.changedAt && (
        <Note tone="bad" role="alert" title={t("changed-is")}>
          {t("changed-do")}
        </Note>
      )}
      <ErrorSummary errors={errors} />
      <EditForm page={page} registration={registration} fields={fields} email={email} />
    </Desk>
  );
}
