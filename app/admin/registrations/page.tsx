import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { TextInput } from "@/components/ui/text-input";
import { conferencesWhere } from "@/lib/auth/permissions";
import { findRegistrations } from "@/lib/registration/find-registrations";
import { Desk } from "../desk";
import { requireStaff } from "../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.registrations") };
}

/** Finds a registration by name, address, number or affiliation. */
export default async function RegistrationsPage({ searchParams }: PageProps<"/admin/registrations">) {
  const staff = await requireStaff("registrations.see", "/admin/registrations");
  const { q } = await searchParams;
  const question = typeof q === "string" ? q.slice(0, 200).replaceAll("\u0000", "") : "";
  const found = await findRegistrations(question, conferencesWhere(staff.roles, "registrations.see"));
  const t = await getTranslations("admin.registrations");
  return (
    <Desk staff={staff} current="/admin/registrations" title={t("title")}>
      <search>
        <form action="/admin/registrations" className="mt-4 flex max-w-prose items-end gap-3">
          <div className="grow">
            <TextInput name="q" type="search" label={t("search")} optional="unsaid" defaultValue={question} />
          </div>
          <Button type="submit" size="middle" className="mb-0.5">
            {t("find")}
          </Button>
        </form>
      </search>
      <div className="mt-6">
        {found.length === 0 ? (
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        ) : (
          <DataTable
            caption={t("title")}
            columns={[
              { key: "number", head: t("number"), width: "w-16", align: "right" },
              { key: "name", head: t("name") },
              { key: "category", head: t("category"), wideOnly: true },
              { key: "presence", head: t("presence"), width: "w-28" },
            ]}
            rows={found.map((row) => ({
              key: row.publicId,
              cells: {
                number: <span className="num">{row.number}</span>,
                name: (
                  <>
                    <a href={`/admin/registrations/${row.publicId}`} className="font-semibold">
                      {row.name}
                    </a>
                    <small>{[row.affiliation || row.email, row.conference].join(", ")}</small>
                  </>
                ),
                category: row.category,
                presence: row.isCheckedIn ? t("checked-in") : "",
              },
            }))}
          />
        )}
      </div>
    </Desk>
  );
}
