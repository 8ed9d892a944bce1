import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OlderLink } from "@/components/staff/older-link";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { conferencesWhere } from "@/lib/auth/permissions";
import { CALLS_PAGE, type CallRow, METHOD_NAMES, searchCalls } from "@/lib/convio/search-calls";
import { listMachines } from "@/lib/credentials/load-machines";
import type { Locale } from "@/lib/i18n/locales";
import { formatDate, formatTime } from "@/lib/time/format";
import { Desk } from "../../../../desk";
import { requireAtDesk } from "../../../../guard";
import { readCallQuestion } from "./read-question";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-machines.calls"))("title") };
}

type Props = PageProps<"/admin/c/[conference]/machines/calls">;

/** The log of the dialect's calls: what was asked, by whom, and the code that answered it. */
export default async function CallsPage({ params, searchParams }: Props) {
  const { conference: slug } = await params;
  const machinesPage = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const page = `${machinesPage}/calls`;
  const at = await requireAtDesk(slug, "machines.see", page);
  const { question, typed } = readCallQuestion(await searchParams);
  const seesAll = conferencesWhere(at.staff.roles, "machines.see") === "all";
  const [rows, machines] = await Promise.all([
    searchCalls(at.conference.id, question, { seesAll }),
    listMachines(at.conference.id),
  ]);
  const shown = rows.slice(0, CALLS_PAGE);
  const t = await getTranslations("admin-machines.calls");
  const older = new URLSearchParams({ ...typed, before: String(shown.at(-1)?.id ?? "") });
  const any = { value: "", label: t("any") };
  return (
    <Desk at={at} current="machines" title={t("title")}>
      <p className="mt-3 text-sm">
        <a href={machinesPage}>{t("back")}</a>
      </p>
      <search>
        <form action={page} className="mt-4 flex flex-wrap items-end gap-3">
          <Select
            name="machine"
            label={t("machine")}
            optional="unsaid"
            defaultValue={typed.machine ?? ""}
            options={[
              any,
              ...machines
                .filter(({ kind }) => kind !== "lenos")
                .map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          <Select
            name="method"
            label={t("method")}
            optional="unsaid"
            defaultValue={typed.method ?? ""}
            options={[any, ...METHOD_NAMES.map((name) => ({ value: name, label: name }))]}
          />
          <Select
            name="code"
            label={t("code")}
            optional="unsaid"
            defaultValue={typed.code ?? ""}
            options={[any, { value: "failed", label: t("failed") }, { value: "0", label: t("fine") }]}
          />
          <Button type="submit" size="middle" className="mb-0.5">
            {t("find")}
          </Button>
        </form>
      </search>
      <div className="mt-6">
        {shown.length === 0 ? (
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        ) : (
          <CallTable rows={shown} zone={at.conference.timeZone} />
        )}
      </div>
      {rows.length > CALLS_PAGE && <OlderLink href={`${page}?${older}`}>{t("older")}</OlderLink>}
    </Desk>
  );
}

async function CallTable({ rows, zone }: { rows: readonly CallRow[]; zone: string }) {
  const t = await getTranslations("admin-machines.calls");
  const locale = (await getLocale()) as Locale;
  const columns = [
    { key: "at", head: t("at"), width: "w-36" },
    { key: "method", head: t("method") },
    { key: "machine", head: t("machine"), wideOnly: true },
    { key: "code", head: t("code"), width: "w-20", align: "right" as const },
    { key: "took", head: t("took"), width: "w-20", align: "right" as const, wideOnly: true },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows.map((row) => ({
        key: String(row.id),
        cells: {
          at: (
            <>
              {formatTime(row.at, zone, locale)}
              <small>{formatDate(row.at, zone, locale)}</small>
            </>
          ),
          method: (
            <>
              {row.method || t("no-method")}
              <small>
                {[
                  row.servlet,
                  `${row.verb} ${row.format}`,
                  ...(row.isTry ? [t("is-try")] : []),
                  ...(row.unknownElements.length ? [t("unknown", { names: row.unknownElements.join(", ") })] : []),
                ].join(" · ")}
              </small>
            </>
          ),
          machine: (
            <>
              {row.credential?.name ?? t("nobody")}
              <small>{row.address}</small>
            </>
          ),
          code:
            row.code === 0 ? (
              <span className="text-ink-soft">{t("fine")}</span>
            ) : (
              <b className="text-bad">{row.code}</b>
            ),
          took: `${row.durationMs} ms`,
        },
      }))}
    />
  );
}
