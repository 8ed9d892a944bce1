import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { importProgramme } from "@/lib/agenda/import-programme";
import { MOST_ROWS } from "@/lib/agenda/programme-row";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { agendaPage } from "../agenda-page";
import { programmeForm, readKept } from "./kept-programme";
import { ProgrammePreview, ProgrammeProblems } from "./programme-preview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-agenda.import"))("title") };
}

type Props = PageProps<"/admin/c/[conference]/agenda/import">;

/** A programme from a table, a calendar or Indico: read, looked at, then taken. */
export default async function ImportPage({ params, searchParams }: Props) {
  const { conference: slug } = await params;
  const page = `${agendaPage(slug)}/import`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const { id, timeZone, indicoUrl } = at.conference;
  const kept = await findKeptStaffForm<null>(at.staff, programmeForm(id));
  const by = { kind: "staff", id: String(at.staff.id) } as const;
  const trial = kept && (await importProgramme(id, readKept(kept, timeZone), { by, isTrial: true }));
  const t = await getTranslations("admin-agenda.import");
  return (
    <Desk
      at={at}
      current="agenda"
      title={t("title")}
      aside={
        <ButtonLink href={agendaPage(slug)} size="dense" look="quiet">
          {t("back")}
        </ButtonLink>
      }
    >
      <Outcome searchParams={await searchParams} />
      <p className="mt-2 max-w-prose text-ink-soft">{t("intro")}</p>
      {trial && !trial.ok && trial.error.code === "problems" && <ProgrammeProblems problems={trial.error.problems} />}
      {trial?.ok && (
        <Section title={t("preview")} className="mt-6">
          <ProgrammePreview programme={trial.value} name={singleValue(kept?.values ?? {}, "name")} page={page} />
        </Section>
      )}
      <Section title={t("from-file")} intro={t("from-file-intro", { most: MOST_ROWS })}>
        <form action={`${page}/read`} method="post" encType="multipart/form-data" className="max-w-[44rem]">
          <Fields>
            <FileInput name="file" label={t("file")} accept=".csv,.ics,text/csv,text/calendar" />
          </Fields>
          <p className="mt-4 flex flex-wrap gap-3">
            <Button type="submit">{t("look")}</Button>
            <ButtonLink href={`${page}/template.csv`} look="quiet">
              {t("template")}
            </ButtonLink>
          </p>
        </form>
      </Section>
      <Section title={t("from-indico")} intro={t("from-indico-intro")}>
        {indicoUrl ? (
          <form action={`${page}/read`} method="post" className="mt-4">
            <Button type="submit" name="from" value="indico">
              {t("look-indico")}
            </Button>
          </form>
        ) : (
          <Note>{t("not-tied")}</Note>
        )}
      </Section>
    </Desk>
  );
}
