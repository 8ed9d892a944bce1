import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OlderLink } from "@/components/staff/older-link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { conferencesWhere } from "@/lib/auth/permissions";
import { listMachines } from "@/lib/credentials/load-machines";
import type { Locale } from "@/lib/i18n/locales";
import { PATHS } from "@/lib/lenos/resources";
import { APP_CALLS_PAGE, type AppCallRow, searchAppCalls } from "@/lib/lenos/search-calls";
import { formatDate, formatTime } from "@/lib/time/format";
import { Desk } from "../../../../../desk";
import { requireAtDesk } from "../../../../../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-apps.calls"))("title") };
}

type Props = PageProps<"/admin/c/[conference]/machines/apps/calls">;

/** The log of the apps' calls: what was asked, values masked, and how it was answered. */
export default async function AppCallsPage({ params, searchParams }: Props) {
  const { conference: slug } = await params;
  const machines = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const page = `${machines}/apps/calls`;
  const at = await requireAtDesk(slug, "machines.see", page);
  const said = await searchParams;
  const text = (name: string) => (typeof said[name] === "string" ? said[name] : "");
  const number = (name: string) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : null);
  const resource = text("resource") in PATHS ? text("resource") : null;
  const refusedOnly = text("refused") === "yes";
  const question = { credentialId: number("app"), resource, refusedOnly, beforeId: number("before") };
  const seesAll = conferencesWhere(at.staff.roles, "machines.see") === "all";
  const [rows, machinesHere] = await Promise.all([
    searchAppCalls(at.conference.id, question, { seesAll }),
    listMachines(at.conference.id),
  ]);
  const apps = machinesHere.filter(({ kind }) => kind === "lenos");
  const shown = rows.slice(0, APP_CALLS_PAGE);
  const t = await getTranslations("admin-apps.calls");
  const older = new URLSearchParams({
    ...(question.credentialId === null ? {} : { app: String(question.credentialId) }),
    ...(resource === null ? {} : { resource }),
    ...(refusedOnly ? { refused: "yes" } : {}),
    before: String(shown.at(-1)?.id ?? ""),
  });
  const any = { value: "", label: t("any") };
  return (
    <Desk at={at} current="machines" title={t("title")}>
      <p className="mt-3 text-sm">
        <a href={machines}>{t("back")}</a>
      </p>
      <search>
        <form action={page} className="mt-4 flex flex-wrap items-end gap-3">
          <Select
            name="app"
            label={t("app")}
            optional="unsaid"
            defaultValue={String(question.credentialId ?? "")}
            options={[any, ...apps.map(({ id, name }) => ({ value: String(id), label: name }))]}
          />
          <Select
            name="resource"
            label={t("resource")}
            optional="unsaid"
            defaultValue={resource ?? ""}
            options={[any, ...Object.keys(PATHS).map((name) => ({ value: name, label: name }))]}
          />
          <Checkbox name="refused" defaultChecked={refusedOnly} optional>
            {t("refused")}
          </Checkbox>
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
      {rows.length > APP_CALLS_PAGE && <OlderLink href={`${page}?${older}`}>{t("older")}</OlderLink>}
    </Desk>
  );
}

async function CallTable({ rows, zone }: { rows: readonly AppCallRow[]; zone: string }) {
  const t = await getTranslations("admin-apps.calls");
  const locale = (await getLocale()) as Locale;
  const columns = [
    { key: "at", head: t("at"), width: "w-36" },
    { key: "asked", head: t("asked") },
    { key: "app", head: t("app"), wideOnly: true },
    { key: "answer", head: t("answer"), width: "w-40" },
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
          asked: (
            <span className="[overflow-wrap:anywhere]">
              {row.verb} {row.resource || t("no-resource")}
              <small>{[row.format, row.carrier, row.asked].filter(Boolean).join(" · ")}</small>
            </span>
          ),
          app: (
            <>
              {row.credential?.name ?? t("nobody")}
              <small>{row.address}</small>
            </>
          ),
          answer: (
            <>
              {row.code ? <b className="text-bad">{row.code}</b> : row.status}
              <small>
                {[row.mode, row.reason, row.count === null ? "" : t("rows", { count: row.count }), row.requestId]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </>
          ),
          took: `${row.durationMs} ms`,
        },
      }))}
    />
  );
}
