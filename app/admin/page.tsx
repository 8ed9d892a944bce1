import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { WorkList } from "@/components/staff/work-list";
import { EmptyState } from "@/components/ui/empty-state";
import { conferencesWhere } from "@/lib/auth/permissions";
import { loadWorkList } from "@/lib/work-list/load-work-list";
import { Desk } from "./desk";
import { requireStaff } from "./guard";
import { Outcome } from "./outcome";
import { isMixed, WorkItemRow } from "./work-item-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.work-list") };
}

/** Everything that waits for a person, of all conferences in which this one may act. */
export default async function WorkListPage({ searchParams }: PageProps<"/admin">) {
  const staff = await requireStaff("registrations.see", "/admin");
  const { done, problem } = await searchParams;
  const items = await loadWorkList({
    parked: conferencesWhere(staff.roles, "indico.retry"),
    suspense: conferencesWhere(staff.roles, "suspense.see"),
    toApprove: conferencesWhere(staff.roles, "orders.decide"),
  });
  const t = await getTranslations("admin.work-list");
  const locale = await getLocale();
  const now = new Date();
  return (
    <Desk staff={staff} current="/admin" title={t("title", { count: items.length })}>
      <Outcome done={done} problem={problem} />
      {items.length === 0 ? (
        <div className="mt-4">
          <EmptyState title={t("empty")}>{t("empty-do")}</EmptyState>
        </div>
      ) : (
        <WorkList>
          {items.map((item, index) => (
            <WorkItemRow
              key={index.toString()}
              item={item}
              from="/admin"
              isMixed={isMixed(items)}
              locale={locale}
              now={now}
            />
          ))}
        </WorkList>
      )}
    </Desk>
  );
}
