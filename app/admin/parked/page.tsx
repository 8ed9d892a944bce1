import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { WorkList } from "@/components/staff/work-list";
import { EmptyState } from "@/components/ui/empty-state";
import { conferencesWhere } from "@/lib/auth/permissions";
import { loadParked } from "@/lib/work-list/load-work-list";
import { Desk } from "../desk";
import { requireStaff } from "../guard";
import { Outcome } from "../outcome";
import { isMixed, WorkItemRow } from "../work-item-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.parked") };
}

/** Writes that Indico did not take, each with its reason and "try again". */
export default async function ParkedPage({ searchParams }: PageProps<"/admin/parked">) {
  const staff = await requireStaff("indico.retry", "/admin/parked");
  const { done, problem } = await searchParams;
  const parked = await loadParked(conferencesWhere(staff.roles, "indico.retry"));
  const t = await getTranslations("admin.parked");
  const locale = await getLocale();
  const now = new Date();
  return (
    <Desk staff={staff} current="/admin/parked" title={t("title", { count: parked.length })}>
      <p className="mt-1 max-w-prose text-ink-soft">{t("intro")}</p>
      <Outcome done={done} problem={problem} />
      {parked.length === 0 ? (
        <div className="mt-4">
          <EmptyState title={t("empty")} />
        </div>
      ) : (
        <WorkList>
          {parked.map((item) => (
            <WorkItemRow
              key={item.registrant.publicId}
              item={item}
              from="/admin/parked"
              isMixed={isMixed(parked)}
              locale={locale}
              now={now}
            />
          ))}
        </WorkList>
      )}
    </Desk>
  );
}
