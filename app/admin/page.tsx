import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { conferencesWhere, isAllowed, type Permission } from "@/lib/auth/permissions";
import { countDeskWork } from "@/lib/desk/count-desk-work";
import { listDeskConferences } from "@/lib/desk/find-conference";
import { formatDate } from "@/lib/time/format";
import { StaffPage } from "./desk";
import { requireSignedIn } from "./guard";
import { Outcome } from "./outcome";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.conferences"))("title") };
}

/** The conferences that somebody may choose from, with what waits in each. Who has only one is led into it. */
export default async function ConferencesPage({ searchParams }: PageProps<"/admin">) {
  const staff = await requireSignedIn("/admin");
  const said = await searchParams;
  const conferences = await listDeskConferences(conferencesWhere(staff.roles, "registrations.see"));
  const [only] = conferences;
  if (only && conferences.length === 1 && Object.keys(said).length === 0) redirect(`/admin/c/${only.slug}`);
  const t = await getTranslations("admin.conferences");
  const locale = await getLocale();
  const mayCreate = conferencesWhere(staff.roles, "conferences.create") === "all";
  const rows = await Promise.all(
    conferences.map(async (conference) => {
      const may = (permission: Permission) => isAllowed(staff.roles, permission, conference.id);
      const { "work-list": waiting } = await countDeskWork(conference.id, may);
      return { ...conference, waiting };
    }),
  );
  return (
    <StaffPage
      staff={staff}
      title={t("title")}
      aside={
        mayCreate && (
          <ButtonLink href="/admin/conferences/new" size="dense">
            {t("new")}
          </ButtonLink>
        )
      }
    >
      <Outcome searchParams={said} />
      <div className="mt-4">
        {rows.length === 0 ? (
          <EmptyState title={t("none")}>{mayCreate ? t("none-create") : t("none-do")}</EmptyState>
        ) : (
          <DataTable
            caption={t("title")}
            columns={[
              { key: "name", head: t("name") },
              { key: "days", head: t("days"), wideOnly: true },
              { key: "waiting", head: t("waiting"), align: "right", width: "w-24" },
            ]}
            rows={rows.map(({ slug, name, city, startsOn, endsOn, waiting }) => ({
              key: slug,
              cells: {
                name: (
                  <>
                    <a href={`/admin/c/${slug}`} className="font-semibold">
                      {name}
                    </a>
                    <small>{city}</small>
                  </>
                ),
                days: `${formatDate(startsOn, "UTC", locale)} – ${formatDate(endsOn, "UTC", locale)}`,
                waiting: <span className={waiting ? "num font-semibold" : "num text-ink-soft"}>{waiting}</span>,
              },
            }))}
          />
        )}
      </div>
    </StaffPage>
  );
}
