import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { WorkList } from "@/components/staff/work-list";
import { EmptyState } from "@/components/ui/empty-state";
import { workScope } from "@/lib/desk/count-desk-work";
import { loadWorkList } from "@/lib/work-list/load-work-list";
import { Desk } from "../../desk";
import { requireAtDesk } from "../../guard";
import { Outcome } from "../../outcome";
import { WorkItemRow } from "./work-item-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.work-list") };
}

/** Everything of this conference that waits for a person. */
export default async function WorkListPage({ params, searchParams }: PageProps<"/admin/c/[conference]">) {
  const { conference: slug } = await params;
  const at = await requireAtDesk(slug, "registrations.see", `/admin/c/${encodeURIComponent(slug)}`);
  const items = await loadWorkList(workScope(at.conference.id, at.may));
  const t = await getTranslations("admin.work-list");
  const locale = await getLocale();
  const now = new Date();
  return (
    <Desk at={at} current="work-list" title={t("title", { count: items.length })}>
      <Outcome searchParams={await searchParams} />
      {items.length === 0 ? (
        <div className="mt-4">
          <EmptyState title={t("empty")}>{t("empty-do")}</EmptyState>
        </div>
      ) : (
        <WorkList>
          {items.map((item, index) => (
            <WorkItemRow key={index.toString()} item={item} locale={locale} now={now} />
          ))}
        </WorkList>
      )}
    </Desk>
  );
}
