import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Section } from "@/components/ui/section";
import { listExports } from "@/lib/exports/export-batch";
import { SHEET_NAMES, type SheetName } from "@/lib/exports/sheets";
import { loadFilterChoices } from "@/lib/registration/search/filter-choices";
import { formatDateTime } from "@/lib/time/format";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { FileLinks } from "./file-links";
import { type FilteredSheet, SheetFilters } from "./sheet-filters";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-exports"))("title") };
}

/** The lists that staff can take with them, and what was taken. */
export default async function ExportsPage({ params, searchParams }: PageProps<"/admin/c/[conference]/exports">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/exports`;
  const at = await requireAtDesk(slug, "exports.make", page);
  const said = await searchParams;
  const [made, choices] = await Promise.all([listExports(at.conference.id), loadFilterChoices(at.conference.id)]);
  const t = await getTranslations("admin-exports");
  const locale = await getLocale();
  return (
    <Desk at={at} current="exports" title={t("title")}>
      <Outcome searchParams={said} />
      <p className="mt-1 max-w-prose text-ink-soft">{t("intro")}</p>
      <ul className="mt-4 max-w-prose border-rule border-t">
        {SHEET_NAMES.map((sheet) => (
          <li key={sheet} className="border-rule border-b py-3">
            <form action={`${page}/make`} method="post">
              <input type="hidden" name="sheet" value={sheet} />
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <span className="min-w-0">
                  <b className="block">{t(`sheets.${sheet}`)}</b>
                  <span className="text-ink-soft">{t(`about.${sheet}`)}</span>
                </span>
                <Button type="submit" size="dense" aria-label={t("make-of", { sheet: t(`sheets.${sheet}`) })}>
                  {t("make")}
                </Button>
              </div>
              {isFiltered(sheet) && (
                <details className="mt-2" open={said.sheet === sheet}>
                  <summary className="cursor-pointer text-ink-soft">
                    {t("filters.title")}
                    <span className="sr-only"> {t(`sheets.${sheet}`)}</span>
                  </summary>
                  <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2">
                    <SheetFilters
                      sheet={sheet}
                      choices={choices}
                      typed={said.sheet === sheet ? typedOf(said) : {}}
                      error={said.sheet === sheet ? errorOf(said.problem, t) : null}
                    />
                  </div>
                </details>
              )}
            </form>
          </li>
        ))}
      </ul>
      <Section title={t("made")} intro={t("made-intro")}>
        {made.length === 0 ? (
          <p className="mt-3">{t("made-none")}</p>
        ) : (
          <div className="mt-3">
            <DataTable
              caption={t("made")}
              columns={[
                { key: "sheet", head: t("sheet") },
                { key: "rows", head: t("rows"), align: "right", width: "w-20", wideOnly: true },
                { key: "file", head: t("file"), width: "w-32" },
              ]}
              rows={made.map((one) => ({
                key: one.publicId,
                cells: {
                  sheet: (
                    <>
                      <a href={`/admin/c/${slug}/batches/${one.publicId}`} className="font-semibold">
                        {t(`sheets.${one.sheet}`)}
                      </a>
                      {one.isFiltered && ` (${t("filters.part")})`}
                      <small>
                        {[formatDateTime(one.createdAt, at.conference.timeZone, locale), one.staff?.name]
                          .filter(Boolean)
                          .join(", ")}
                      </small>
                    </>
                  ),
                  rows: <span className="num">{one.done}</span>,
                  file: one.isThere ? (
                    <FileLinks page={page} publicId={one.publicId} />
                  ) : (
                    t(one.state === "done" ? "forgotten" : `states.${one.state}`)
                  ),
                },
              }))}
            />
          </div>
        )}
      </Section>
    </Desk>
  );
}

function isFiltered(sheet: SheetName): sheet is FilteredSheet {
  return sheet === "payments" || sheet === "lines";
}

type Said = Awaited<PageProps<"/admin/c/[conference]/exports">["searchParams"]>;

function typedOf(said: Said): Record<string, string> {
  return Object.fromEntries(
    Object.entries(said).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}

const FIELD_OF = { "no-such-from": "from", "no-such-until": "until", "until-before-from": "until" } as const;

function errorOf(problem: Said[string], t: Awaited<ReturnType<typeof getTranslations<"admin-exports">>>) {
  const code = (Object.keys(FIELD_OF) as (keyof typeof FIELD_OF)[]).find((one) => problem === `exports.${one}`);
  return code ? { field: FIELD_OF[code], message: t(`outcomes.problem.${code}`) } : null;
}
