import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Fields } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { TextInput } from "@/components/ui/text-input";
import { conferencesWhere } from "@/lib/auth/permissions";
import { listDeskConferences } from "@/lib/desk/find-conference";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { StaffPage } from "../../desk";
import { NOT_ALLOWED_PAGE, requireSignedIn } from "../../guard";
import { FIELDS_OF_EMPTY, FIELDS_OF_NEW, type KeptNew, NEW_FORM, OPTIONAL_FIELDS } from "../new-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("new.title") };
}

/** A conference of its own, empty or with the set-up of another one. */
export default async function NewConferencePage({ searchParams }: PageProps<"/admin/conferences/new">) {
  const staff = await requireSignedIn("/admin/conferences/new");
  if (conferencesWhere(staff.roles, "conferences.create") !== "all") redirect(NOT_ALLOWED_PAGE);
  const conferences = await listDeskConferences("all");
  const kept = await findKeptStaffForm<KeptNew>(staff, NEW_FORM);
  const { from } = await searchParams;
  const t = await getTranslations("admin-set-up");
  const messageOf = ({ code, message }: KeptNew["problems"][number]) => (code ? t(`new.problems.${code}`) : message);
  const errors = (kept?.problems.problems ?? []).map((problem) => ({ id: problem.field, message: messageOf(problem) }));
  const text = (name: (typeof FIELDS_OF_NEW)[number] | (typeof FIELDS_OF_EMPTY)[number]) => (
    <TextInput
      key={name}
      name={name}
      label={t(`fields.${name}`)}
      optional={OPTIONAL_FIELDS.includes(name)}
      defaultValue={kept ? singleValue(kept.values, name) : ""}
      hint={t.has(`new.hints.${name as "slug"}`) ? t(`new.hints.${name as "slug"}`) : undefined}
      error={errors.find(({ id }) => id === name)?.message}
    />
  );
  return (
    <StaffPage staff={staff} title={t("new.title")}>
      <form action="/admin/conferences/create" method="post" className="max-w-[44rem]">
        <ErrorSummary errors={errors} />
        <Section title={t("new.first")} intro={t("new.intro")}>
          <Fields>
            <Select
              name="from"
              label={t("new.from")}
              empty={t("new.from-none")}
              optional
              options={conferences.map(({ slug, name }) => ({ value: slug, label: name }))}
              defaultValue={kept ? singleValue(kept.values, "from") : typeof from === "string" ? from : ""}
              hint={t("new.from-hint")}
              error={errors.find(({ id }) => id === "from")?.message}
            />
            {FIELDS_OF_NEW.map(text)}
          </Fields>
        </Section>
        <Section title={t("new.empty")} intro={t("new.empty-intro")}>
          <Fields>{FIELDS_OF_EMPTY.map(text)}</Fields>
        </Section>
        <div className="mt-6">
          <Button type="submit" look="primary">
            {t("new.make")}
          </Button>
        </div>
      </form>
    </StaffPage>
  );
}
