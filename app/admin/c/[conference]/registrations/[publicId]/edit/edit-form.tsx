import { useTranslations } from "next-intl";
import type { DetailsFields } from "@/app/(attendee)/r/[publicId]/details/fields";
import { QuestionField, useSourceMark } from "@/components/attendee/question-field";
import { Button, ButtonLink } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import type { Registration } from "@/lib/db/generated/client";
import { STAFF_RULES } from "@/lib/registration/check-profile";
import type { ProfileField } from "@/lib/registration/profile";
import { detailsVersion } from "@/lib/registration/save-details";

type EditFormProps = {
  page: string;
  registration: Registration;
  fields: DetailsFields;
  email: { value: string; error: string | undefined };
};

/** The attendee's own form, with the address, and nothing but the names required. */
export function EditForm({ page, registration, fields, email }: EditFormProps) {
  const t = useTranslations("admin-registration.edit");
  const parts = useTranslations("attendee.details");
  const field = useField(fields);
  return (
    <form action={`${page}/edit/save`} method="post" className="max-w-prose">
      <input type="hidden" name="version" value={detailsVersion(registration)} />
      <Section title={parts("on-the-badge")} className="mt-6">
        <Fields>
          <TextInput {...field("firstName")} width="half" />
          <TextInput {...field("lastName")} width="half" />
          <TextInput {...field("affiliation")} />
          <QuestionField
            question={{ name: "country", type: "country", label: parts("fields.country"), isRequired: false }}
            value={fields.profile.country.value}
            indicoValue={fields.profile.country.indicoValue}
            error={fields.profile.country.error}
            width="half"
          />
          <TextInput {...field("position")} width="half" />
          <TextInput {...field("title")} width="half" />
        </Fields>
      </Section>
      <Section title={parts("how-we-reach-you")}>
        <Fields>
          <TextInput
            name="email"
            type="email"
            label={parts("fields.email")}
            hint={t("email-hint")}
            defaultValue={email.value}
            error={email.error}
          />
          <TextInput {...field("phone")} width="half" type="tel" />
        </Fields>
      </Section>
      <Section title={parts("on-the-receipt")}>
        <Fields>
          <TextInput {...field("invoiceName")} />
          <TextArea {...field("address")} rows={3} />
          <TextInput {...field("vatNumber")} width="half" />
          <TextInput {...field("invoiceOrderNumber")} width="half" />
        </Fields>
      </Section>
      {fields.questions.length > 0 && (
        <Section title={t("questions")}>
          <Fields>
            {fields.questions
              .filter(({ question }) => question.type !== "file")
              .map(({ key, question, value, indicoValue, error }) => (
                <QuestionField
                  key={key}
                  question={{ ...question, isRequired: false }}
                  value={value}
                  indicoValue={indicoValue}
                  error={error}
                />
              ))}
          </Fields>
        </Section>
      )}
      <p className="mt-6 flex flex-wrap gap-2">
        <Button type="submit" look="primary" size="middle">
          {t("save")}
        </Button>
        <ButtonLink href={page} size="middle">
          {t("leave")}
        </ButtonLink>
      </p>
    </form>
  );
}

function useField({ profile }: DetailsFields) {
  const labels = useTranslations("attendee.details.fields");
  const sourceMark = useSourceMark();
  return (name: ProfileField) => {
    const { value, indicoValue, error } = profile[name];
    return {
      name,
      label: labels(name),
      defaultValue: String(value ?? ""),
      optional: STAFF_RULES[name] === "optional",
      source: sourceMark({ value, indicoValue, error }, String),
      error,
    };
  };
}
