import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { readHistory } from "@/lib/audit/search-audit";
import { historyOf } from "@/lib/registration/load-everything";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { filterQuery } from "@/lib/registration/search/filter";
import { searchRegistrations } from "@/lib/registration/search/search-registrations";
import { listViews } from "@/lib/registration/search/views";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { BulkBar } from "./bulk-bar";
import { ListFilters } from "./list-filters";
import { ListTable } from "./list-table";
import { PanelKeys } from "./panel-keys";
import { listQuery, pageQuery, readList, readOpen } from "./read-list";
import { RegistrationPanel } from "./registration-panel";
import { Views } from "./view-tabs";

const ROWS = 50;
/** Entries of the history that the panel shows. */
const NEWEST = 6;
const BESIDE =
  "min-[68.75rem]:grid min-[68.75rem]:grid-cols-[minmax(0,1fr)_19rem] min-[68.75rem]:items-start min-[68.75rem]:gap-4";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.registrations") };
}

/** The registrations of a conference: searched, filtered, sorted; the address holds the whole state. */
export default async function RegistrationsPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/registrations">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/registrations`;
  const said = await searchParams;
  const list = readList(said);
  const query = listQuery(list);
  const address = (asked: string) => (asked ? `${page}?${asked}` : page);
  const at = await requireAtDesk(slug, "registrations.see", address(pageQuery(list, readOpen(said))));
  const [found, views, panel] = await Promise.all([
    searchRegistrations(at.conference, list.filter, { sort: list.sort, after: list.after, take: ROWS }),
    listViews(at.conference.id, at.staff.id),
    loadPanel(at.conference.id, readOpen(said)),
  ]);
  const open = panel?.view.registration.publicId ?? null;
  const closed = address(pageQuery(list, null));
  const t = await getTranslations("admin-registrations");
  const next = new URLSearchParams(query);
  if (found.next) next.set("after", `${found.next.value}~${found.next.id}`);
  return (
    <Desk
      at={at}
      current="registrations"
      title={t("title")}
      aside={
        <span className="flex flex-wrap gap-2">
          {at.may("exports.make") && (
            <form action={`/admin/c/${encodeURIComponent(slug)}/exports/make`} method="post">
              <input type="hidden" name="sheet" value="registrations" />
              <input type="hidden" name="query" value={filterQuery(list.filter)} />
              <Button type="submit" size="dense">
                {t("export")}
              </Button>
            </form>
          )}
          {at.may("registrations.edit") && (
            <ButtonLink href={`${page}/new`} size="dense" look="primary">
              {t("new")}
            </ButtonLink>
          )}
        </span>
      }
    >
      <Outcome searchParams={said} />
      <Views views={views} page={page} query={query} at={at} />
      <ListFilters list={list} page={page} conferenceId={at.conference.id} />
      <p className="mt-3 text-ink-soft" role="status">
        {t("found", { count: found.count })}
      </p>
      {found.rows.length === 0 ? (
        <div className="mt-2">
          <EmptyState title={t(filterQuery(list.filter) ? "none" : "empty")}>
            {filterQuery(list.filter) ? <a href={page}>{t("show-all")}</a> : t("empty-do")}
          </EmptyState>
        </div>
      ) : (
        <div className={panel ? BESIDE : undefined}>
          <form action={`${page}/bulk`} method="post" className="mt-2 min-w-0">
            <input type="hidden" name="query" value={filterQuery(list.filter)} />
            <BulkBar at={at} count={found.count} />
            <ListTable list={list} rows={found.rows} conference={at.conference} open={open} />
          </form>
          {panel && <RegistrationPanel {...panel} closed={closed} at={at} />}
          <PanelKeys closed={panel && closed} />
        </div>
      )}
      {(found.next || list.after) && (
        <p className="mt-4 flex gap-3">
          {list.after && (
            <ButtonLink href={address(query)} size="middle">
              {t("first-page")}
            </ButtonLink>
          )}
          {found.next && (
            <ButtonLink href={`${page}?${next}`} size="middle">
              {t("next-page")}
            </ButtonLink>
          )}
        </p>
      )}
    </Desk>
  );
}

/** What the panel shows of the registration that the address opens; null where it opens none of this conference. */
async function loadPanel(conferenceId: number, open: string | null) {
  const view = open && (await loadForDesk(conferenceId, open));
  return view ? { view, history: await readHistory(conferenceId, historyOf(view), NEWEST) } : null;
}
