import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { countries } from "@/lib/countries/countries";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { languageName } from "@/lib/i18n/languages";
import type { KnownRegistration } from "@/lib/registration/register-directly";
import { registrationPage } from "../../../../act";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { type PersonProblem, personErrors } from "./person-errors";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.new"))("title") };
}

export type NewProblems = { errors: PersonProblem[]; known: KnownRegistration[] };

/** Staff enter somebody who is not in Indico, or walks in. */
export default async function NewRegistrationPage({ params }: PageProps<"/admin/c/[conference]/registrations/new">) {
  const { conference: slug } = await params;
  const list = `/admin/c/${encodeURIComponent(slug)}/registrations`;
  const at = await requireAtDesk(slug, "registrations.edit", `${list}/new`);
  const kept = await findKeptStaffForm<NewProblems>(at.staff, `registration.new:${at.conference.id}`);
  const t = await getTranslations("admin-registration.new");
  const labels = await getTranslations("attendee.details.fields");
  const locale = await getLocale();
  const { errors, errorOf } = await personErrors(kept?.problems.errors ?? []);
  const known = kept?.problems.known ?? [];
  const typed = (field: string) => (kept ? singleValue(kept.values, field) : "");
  const text = (field: "firstName" | "lastName" | "email" | "affiliation" | "phone") => ({
    name: field,
    label: labels(field),
    defaultValue: typed(field),
    error: errorOf(field),
  });
  return (
    <Desk at={at} current="registrations" title={t("title")}>
      <ErrorSummary errors={errors} />
      <form action={`${list}/new/save`} method="post" className="max-w-prose">
        {known.length > 0 && (
          <Note tone="wait" role="alert" title={t("known", { count: known.length })}>
            <ul className="my-1 list-disc pl-5">
              {known.map(({ publicId, firstName, lastName, number }) => (
                <li key={publicId}>
                  <a href={registrationPage(slug, publicId)}>
                    {t("known-one", { name: `${firstName} ${lastName}`.trim() || typed("email"), number })}
                  </a>
                </li>
              ))}
            </ul>
          </Note>
        )}
        <Fields>
          {known.length > 0 && (
            <Checkbox name="anyway" optional>
              {t("anyway")}
            </Checkbox>
          )}
          <TextInput {...text("firstName")} width="half" />
          <TextInput {...text("lastName")} width="half" />
          <TextInput {...text("email")} type="email" hint={t("email-hint")} />
          <TextInput {...text("affiliation")} optional />
          <Select
            name="country"
            label={labels("country")}
            optional
            width="half"
            empty={t("no-country")}
            options={countries(locale).map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={typed("country")}
            error={errorOf("country")}
          />
          <TextInput {...text("phone")} type="tel" optional width="half" />
          <Select
            name="locale"
            label={t("language")}
            hint={t("language-hint")}
            options={at.conference.languages.map((one) => ({ value: one, label: languageName(one, locale) }))}
            defaultValue={typed("locale") || locale}
          />
        </Fields>
        <p className="mt-5 flex flex-wrap gap-2">
          <Button type="submit" look="primary" size="middle">
            {t("save")}
          </Button>
          <ButtonLink href={list} size="middle">
            {t("leave")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
