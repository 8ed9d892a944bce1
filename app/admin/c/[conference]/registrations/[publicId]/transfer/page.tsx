import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { countries } from "@/lib/countries/countries";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { detailsVersion } from "@/lib/registration/save-details";
import { Desk } from "../../../../../desk";
import { Outcome } from "../../../../../outcome";
import { type PersonProblem, personErrors } from "../../new/person-errors";
import { requireAtRegistration } from "../at-registration";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-registration.transfer"))("title") };
}

/** A registration goes to another person: who that is, and what becomes of the first one's data. */
export default async function TransferPage(
  props: PageProps<"/admin/c/[conference]/registrations/[publicId]/transfer">,
) {
  const { at, view, page, name } = await requireAtRegistration(await props.params, "registrations.edit", "transfer");
  const { registration } = view;
  const kept = await findKeptStaffForm<PersonProblem[]>(at.staff, `registration.transfer:${registration.id}`);
  const t = await getTranslations("admin-registration.transfer");
  const labels = await getTranslations("attendee.details.fields");
  const { errors, errorOf } = await personErrors(kept?.problems ?? []);
  const typed = (field: string) => (kept ? singleValue(kept.values, field) : "");
  const text = (field: "firstName" | "lastName" | "email" | "affiliation") => ({
    name: field,
    label: labels(field),
    defaultValue: typed(field),
    error: errorOf(field),
  });
  const options = countries(await getLocale()).map(({ code, name: label }) => ({ value: code, label }));
  return (
    <Desk at={at} current="registrations" title={t("title-of", { name })}>
      <Outcome searchParams={await props.searchParams} />
      <ErrorSummary errors={errors} />
      <Note title={t("what-is")}>
        {t("what-do")} {registration.indicoDbId !== null && t("what-indico")}
      </Note>
      <form action={`${page}/transfer/confirm`} method="post" className="max-w-prose">
        <input type="hidden" name="version" value={typed("version") || detailsVersion(registration)} />
        <Fields>
          <TextInput {...text("firstName")} width="half" />
          <TextInput {...text("lastName")} width="half" />
          <TextInput {...text("email")} type="email" />
          <TextInput {...text("affiliation")} optional />
          <Select
            name="country"
            label={labels("country")}
            optional
            empty={t("no-country")}
            options={options}
            defaultValue={typed("country")}
            error={errorOf("country")}
          />
        </Fields>
        <p className="mt-5 flex flex-wrap gap-2">
          <Button type="submit" look="danger" size="middle">
            {t("confirm")}
          </Button>
          <ButtonLink href={page} size="middle">
            {t("leave")}
          </ButtonLink>
        </p>
      </form>
    </Desk>
  );
}
