import { useTranslations } from "next-intl";
import { FormActions } from "@/components/attendee/form-actions";
import { QuestionField, useSourceMark } from "@/components/attendee/question-field";
import { Button } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { TextInput } from "@/components/ui/text-input";
import type { Registration } from "@/lib/db/generated/client";
import { FILE_TYPES, LARGEST_FILE_BYTES } from "@/lib/questions/check-answers";
import { DETAILS_RULES } from "@/lib/registration/check-profile";
import type { ProfileField } from "@/lib/registration/profile";
import { detailsVersion } from "@/lib/registration/save-details";
import type { DetailsFields, ShownQuestion } from "./fields";
import { FileSizeGuard } from "./file-size-guard";

export const FORM_ID = "details-form";

type DetailsFormProps = {
  publicId: string;
  registration: Registration;
  /** The code has proved the mailbox. */
  isProved: boolean;
  fields: DetailsFields;
};

/** Profile and questions; one plain form, so that it works without a script and with every older build. */
export function DetailsForm({ publicId, registration, isProved, fields }: DetailsFormProps) {
  const t = useTranslations("attendee.details");
  const field = useProfileField(fields);
  const hasFiles = fields.questions.some(({ question }) => question.type === "file");
  return (
    <form id={FORM_ID} action={`/r/${publicId}/details/save`} method="post" encType="multipart/form-data">
      <input type="hidden" name="version" value={detailsVersion(registration)} />
      <Section title={t("on-the-badge")}>
        <Fields>
          <TextInput {...field("firstName")} width="half" autoComplete="given-name" />
          <TextInput {...field("lastName")} width="half" autoComplete="family-name" />
          <TextInput {...field("affiliation")} autoComplete="organization" />
          <CountryField fields={fields} />
          <TextInput {...field("position")} autoComplete="organization-title" />
          <TextInput {...field("title")} width="half" autoComplete="honorific-prefix" />
        </Fields>
      </Section>
      <Section title={t("how-we-reach-you")}>
        <Fields>
          <EmailField registration={registration} isProved={isProved} />
          <TextInput {...field("phone")} width="half" type="tel" autoComplete="tel" hint={t("hints.phone")} />
        </Fields>
      </Section>
      <Section title={t("on-the-receipt")}>
        <Fields>
          <TextInput {...field("invoiceName")} hint={t("hints.invoiceName")} autoComplete="billing organization" />
          <AddressField {...field("address")} hint={t("hints.address")} />
          <TextInput {...field("vatNumber")} hint={t("hints.vatNumber")} width="half" autoComplete="off" />
          <TextInput
            {...field("invoiceOrderNumber")}
            hint={t("hints.invoiceOrderNumber")}
            width="half"
            autoComplete="off"
          />
        </Fields>
      </Section>
      {fields.questions.length > 0 && (
        <Section title={t("questions")}>
          <Fields>
            {fields.questions.map((shown) => (
              <Question key={shown.key} publicId={publicId} shown={shown} />
            ))}
          </Fields>
        </Section>
      )}
      {hasFiles && (
        <FileSizeGuard form={FORM_ID} largestBytes={LARGEST_FILE_BYTES} message={t("file-too-large-here")} />
      )}
      <FormActions
        primary={
          <Button look="primary" type="submit">
            {t("continue")}
          </Button>
        }
      >
        <span className="text-sm text-ink-soft max-lg:hidden">{t("come-back")}</span>
      </FormActions>
    </form>
  );
}

/** The props of one profile field, in one place for all of them. */
function useProfileField({ profile }: DetailsFields) {
  const t = useTranslations("attendee.details");
  const sourceMark = useSourceMark();
  return (name: ProfileField) => {
    const { value, indicoValue, error } = profile[name];
    return {
      name,
      label: t(`fields.${name}`),
      defaultValue: String(value ?? ""),
      optional: DETAILS_RULES[name] === "optional",
      source: sourceMark({ value, indicoValue, error }, String),
      error,
    };
  };
}

function AddressField(
  props: Omit<ReturnType<ReturnType<typeof useProfileField>>, "name"> & { name: string; hint: string },
) {
  return <TextArea {...props} rows={3} />;
}

function CountryField({ fields: { profile } }: { fields: DetailsFields }) {
  const t = useTranslations("attendee.details");
  const { value, indicoValue, error } = profile.country;
  return (
    <QuestionField
      question={{ name: "country", type: "country", label: t("fields.country"), isRequired: true }}
      value={value}
      indicoValue={indicoValue}
      error={error}
      width="half"
      autoComplete="country"
    />
  );
}

function EmailField({
  registration: { email, isConfirmed },
  isProved,
}: Pick<DetailsFormProps, "registration" | "isProved">) {
  const t = useTranslations("attendee.details");
  const source = useSourceMark()({ value: email, indicoValue: isConfirmed ? email : null }, String);
  return (
    <TextInput
      name="email"
      type="email"
      label={t("fields.email")}
      hint={t(isProved ? "hints.email-proved" : "hints.email")}
      defaultValue={email}
      source={source}
      readOnly
    />
  );
}

function Question({ publicId, shown }: { publicId: string; shown: ShownQuestion }) {
  const t = useTranslations("attendee.details");
  const { question, value, indicoValue, error, file, key } = shown;
  return (
    <QuestionField
      question={question}
      value={value}
      indicoValue={question.type === "file" ? null : indicoValue}
      error={error}
      accept={FILE_TYPES.join(",")}
      fileHref={file ? `/r/${publicId}/files/${file.publicId}` : undefined}
      fileRemove={
        file ? (
          <Button look="quiet" size="dense" type="submit" name="remove" value={key} formNoValidate>
            {t("remove-file", { name: file.name })}
          </Button>
        ) : undefined
      }
    />
  );
}
