import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { Fields } from "@/components/ui/field";
import { FileInput } from "@/components/ui/file-input";
import { Note } from "@/components/ui/note";
import { Section } from "@/components/ui/section";
import { importConference } from "@/lib/conference/import-conference";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { requireAtDesk } from "../../../../guard";
import { SetUpFrame } from "../set-up-frame";
import { Changes } from "./changes";
import { FILE_FORM, parseFile, versionOfDiff } from "./set-up-file";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-set-up"))("parts.file") };
}

/** The whole set-up as one file: taken out, and put in after a look at what would change. */
export default async function FilePage({ params, searchParams }: PageProps<"/admin/c/[conference]/set-up/file">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${slug}/set-up/file`;
  const at = await requireAtDesk(slug, "set-up.edit", page);
  const kept = await findKeptStaffForm<null>(at.staff, `${FILE_FORM}:${at.conference.id}`);
  const file = kept && parseFile(singleValue(kept.values, "file"), slug);
  const by = { kind: "staff", id: String(at.staff.id) } as const;
  const trial = file?.ok ? await importConference(file.value, { by, isTrial: true }) : null;
  const changes = trial?.ok ? trial.value.changes : [];
  const t = await getTranslations("admin-set-up.file");
  return (
    <SetUpFrame at={at} part="file" searchParams={await searchParams}>
      <Section title={t("take")} intro={t("take-intro")}>
        <p className="mt-3">
          <ButtonLink href={`${page}/download`}>{t("download")}</ButtonLink>
        </p>
      </Section>
      <Section title={t("put")} intro={t("put-intro")}>
        {file && !file.ok && (
          <Note tone="bad" role="alert" title={t("refused")}>
            {t(`problems.${file.error}`)}
          </Note>
        )}
        {trial && !trial.ok && (
          <Note tone="bad" role="alert" title={t("refused")}>
            <ul className="list-disc pl-5">
              {trial.error.map(({ place, message }) => (
                <li key={`${place} ${message}`} className="wrap-anywhere">
                  <b>{place}</b>: {message}
                </li>
              ))}
            </ul>
          </Note>
        )}
        {trial?.ok && changes.length === 0 && <Note tone="ok" role="status" title={t("nothing")} />}
        {changes.length > 0 && (
          <div className="max-w-[44rem]">
            <Note tone="wait" role="status" title={t("would", { count: changes.length })} />
            <Changes changes={changes} />
            <form action={`${page}/import`} method="post" className="mt-4 flex flex-wrap gap-3">
              <input type="hidden" name="version" value={versionOfDiff(changes)} />
              <Button type="submit" look="primary">
                {t("import", { count: changes.length })}
              </Button>
              <Button type="submit" name="act" value="forget" look="quiet">
                {t("forget")}
              </Button>
            </form>
          </div>
        )}
        <form action={`${page}/upload`} method="post" encType="multipart/form-data" className="max-w-[44rem]">
          <Fields>
            <FileInput name="file" label={t("file")} accept="application/json,.json" />
          </Fields>
          <div className="mt-4">
            <Button type="submit">{t("look")}</Button>
          </div>
        </form>
      </Section>
    </SetUpFrame>
  );
}
