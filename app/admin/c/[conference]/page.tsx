import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { WorkList } from "@/components/staff/work-list";
import { EmptyState } from "@/components/ui/empty-state";
import { workScope } from "@/lib/desk/count-desk-work";
import { loadWorkList } from "@/lib/work-list/load-work-list";
import { Desk } from "../../desk";
import { requireAtDesk } from "../../guard";
import { Outcome } from "../../outcome";
import { Figures } from "./figures/figures";
import { WorkItemRow } from "./work-item-row";

/** The figures are to be in reach; the rest of the list is one click away. */
const MOST_AT_FIRST = 12;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.work-list") };
}

/** Everything of this conference that waits for a person, and under it how the conference stands. */
export default async function WorkListPage({ params, searchParams }: PageProps<"/admin/c/[conference]">) {
  const { conference: slug } = await params;
  const at = await requireAtDesk(slug, "registrations.see", `/admin/c/${encodeURIComponent(slug)}`);
  const items = await loadWorkList(workScope(at.conference.id, at.may));
  const t = await getTranslations("admin.work-list");
  const locale = await getLocale();
  const now = new Date();
  const said = await searchParams;
  const shown = said.all === undefined ? items.slice(0, MOST_AT_FIRST) : items;
  return (
    <Desk at={at} current="work-list" title={t("title", { count: items.length })}>
      <Outcome searchParams={said} />
      {items.length === 0 ? (
        <div className="mt-4">
          <EmptyState title={t("empty")}>{t("empty-do")}</EmptyState>
        </div>
      ) : (
        <WorkList>
          {shown.map((item, index) => (
            <WorkItemRow key={index.toString()} item={item} locale={locale} now={now} />
          ))}
        </WorkList>
      )}
      {shown.length < items.length && (
        <p className="mt-2">
          <a href={`/admin/c/${slug}?all=1`}>{t("show-others", { count: items.length - shown.length })}</a>
        </p>
      )}
      {at.may("figures.see") && (
        <Figures
          conference={at.conference}
          maySetUp={at.may("set-up.see")}
          maySeeMoney={at.may("payments.see")}
          now={now}
        />
      )}
    </Desk>
  );
}
