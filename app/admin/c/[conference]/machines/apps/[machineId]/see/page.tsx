import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { findApp } from "@/lib/credentials/load-apps";
import { readId } from "@/lib/ids/read-id";
import { PREVIEW_ROWS, type Preview, previewList } from "@/lib/lenos/preview";
import { LISTS, type ListResource } from "@/lib/lenos/resources";
import { Desk } from "../../../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../../../guard";
import { indented } from "../../../indented";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-apps.see"))("title") };
}

type Props = PageProps<"/admin/c/[conference]/machines/apps/[machineId]/see">;
const LOOKS = ["table", "json", "xml"] as const;

/** What the app would be answered now: the first rows of a list, by the functions that answer it. */
export default async function SeePage({ params, searchParams }: Props) {
  const { conference: slug, machineId } = await params;
  const machines = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const at = await requireAtDesk(slug, "machines.manage", machines);
  const id = readId(machineId);
  const app = id === null ? null : await findApp(at.conference.id, id);
  if (!app) leaveUnknown(slug);
  const own = `${machines}/apps/${app.id}`;
  const said = await searchParams;
  const list = LISTS.find(({ name }) => name === said.resource) ?? LISTS[0];
  const look = LOOKS.find((one) => one === said.look) ?? "table";
  const preview = await previewList(app.access, list.name, look === "xml" ? "xml" : "json", new Date());
  const t = await getTranslations("admin-apps.see");
  return (
    <Desk at={at} current="machines" title={t("title")}>
      <p className="mt-3 text-sm">
        <a href={own}>{app.name}</a>
      </p>
      <search>
        <form action={`${own}/see`} className="mt-4 flex flex-wrap items-end gap-3">
          <Select
            name="resource"
            label={t("resource")}
            optional="unsaid"
            defaultValue={list.name}
            options={LISTS.map(({ name }) => ({ value: name, label: name }))}
          />
          <Select
            name="look"
            label={t("look")}
            optional="unsaid"
            defaultValue={look}
            options={[
              { value: "table", label: t("table") },
              { value: "json", label: "JSON" },
              { value: "xml", label: "XML" },
            ]}
          />
          <Button type="submit" size="middle" className="mb-0.5">
            {t("show")}
          </Button>
        </form>
      </search>
      {!preview.ok ? (
        <Note tone="wait" title={preview.error.code}>
          {preview.error.message}
        </Note>
      ) : preview.value.count === 0 ? (
        <div className="mt-6">
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        </div>
      ) : (
        <>
          <p className="mt-4 text-sm text-ink-soft">
            {t("count", { shown: Math.min(preview.value.count, PREVIEW_ROWS), count: preview.value.count })}
          </p>
          {look === "table" ? (
            <RowTable
              caption={t("title")}
              list={list}
              rows={preview.value.rows}
              heads={[t("id"), t("status"), t("what")]}
            />
          ) : (
            <pre className="mt-3 rounded border border-rule bg-sheet p-3 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
              {indented(preview.value.text, look)}
            </pre>
          )}
        </>
      )}
    </Desk>
  );
}

type TableProps = { caption: string; list: ListResource; rows: Preview["rows"]; heads: [string, string, string] };

function RowTable({ caption, list, rows, heads }: TableProps) {
  const [id, status, what] = heads;
  const hidden = new Set([
    ...list.ids,
    list.status.field,
    "RegistrationId",
    "State",
    "ChangeSequence",
    "utcCreatedDate",
  ]);
  const rowId = (row: Preview["rows"][number]) => list.ids.map((field) => String(row[field] ?? "")).join(".");
  return (
    <div className="mt-3">
      <DataTable
        caption={caption}
        columns={[
          { key: "id", head: id },
          { key: "status", head: status },
          { key: "what", head: what },
        ]}
        rows={rows.map((row) => ({
          key: rowId(row),
          cells: {
            id: <span className="font-mono text-sm [overflow-wrap:anywhere]">{rowId(row)}</span>,
            status: String(row[list.status.field] ?? ""),
            what: (
              <span className="text-sm [overflow-wrap:anywhere]">
                {Object.entries(row)
                  .filter(([field, value]) => !hidden.has(field) && value !== null && value !== "")
                  .map(([field, value]) => `${field}: ${typeof value === "object" ? JSON.stringify(value) : value}`)
                  .join(" · ")}
              </span>
            ),
          },
        }))}
      />
    </div>
  );
}
