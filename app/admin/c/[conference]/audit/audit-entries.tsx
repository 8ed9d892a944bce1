import { useLocale, useTranslations } from "next-intl";
import { DataTable } from "@/components/ui/data-table";
import type { AuditRow } from "@/lib/audit/search-audit";
import { formatDateTime } from "@/lib/time/format";
import { registrationPage } from "../../../act";

type AuditEntriesProps = { rows: readonly AuditRow[]; slug: string; zone: string };

/** Entries of the log in words, with what changed from what to what. */
export function AuditEntries({ rows, slug, zone }: AuditEntriesProps) {
  const t = useTranslations("admin-audit");
  const locale = useLocale();
  const what = useAuditWords();
  return (
    <DataTable
      caption={t("title")}
      columns={[
        { key: "what", head: t("what") },
        { key: "change", head: t("change"), wideOnly: true },
        { key: "who", head: t("who"), width: "w-40", wideOnly: true },
      ]}
      rows={rows.map((row) => ({
        key: String(row.seq),
        cells: {
          what: (
            <>
              <b>{what(row.what)}</b> {row.staffName}
              {row.registrationPublicId && (
                <>
                  {" "}
                  <a href={registrationPage(slug, row.registrationPublicId)}>{row.registrationName ?? row.objectId}</a>
                </>
              )}
              <small className="whitespace-normal!">
                {formatDateTime(row.at, zone, locale)}, {t("entry", { seq: String(row.seq) })}
                <span className="md:hidden">, {row.actorName ?? row.actorId}</span>
              </small>
              <span className="md:hidden">
                <Change row={row} />
              </span>
            </>
          ),
          change: <Change row={row} />,
          who: (
            <>
              {row.actorName ?? row.actorId}
              <small>{t(`actors.${row.actorKind}`)}</small>
            </>
          ),
        },
      }))}
    />
  );
}

/** What an entry says happened; a code without words of its own is shown as it is. */
export function useAuditWords(): (what: string) => string {
  const t = useTranslations("admin-audit.events");
  return (what) => {
    const key = what.replaceAll(".", "_") as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : what;
  };
}

/** The members that differ: "state: draft → placed". */
function Change({ row }: { row: AuditRow }) {
  const before = toMembers(row.before);
  const after = toMembers(row.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  const lines = changed.map((name) =>
    name in before ? `${name}: ${before[name]} → ${after[name] ?? "–"}` : `${name}: ${after[name]}`,
  );
  return (
    <span className="line-clamp-3 whitespace-normal text-ink-soft [overflow-wrap:anywhere]">{lines.join(" · ")}</span>
  );
}

function toMembers(value: AuditRow["before"]): Record<string, string> {
  if (value === null || typeof value !== "object") return value === null ? {} : { value: String(value) };
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, typeof member === "string" ? member : JSON.stringify(member)]),
  );
}
