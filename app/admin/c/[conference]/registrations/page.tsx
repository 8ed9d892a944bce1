import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { TextInput } from "@/components/ui/text-input";
import { findRegistrations } from "@/lib/registration/find-registrations";
import { registrationPage } from "../../../act";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.desk"))("pages.registrations") };
}

/** Finds a registration by name, address, number or affiliation. */
export default async function RegistrationsPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/registrations">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/registrations`;
  const at = await requireAtDesk(slug, "registrations.see", page);
  const { q } = await searchParams;
  const question = typeof q === "string" ? q.slice(0, 200).replaceAll("\u0000", "") : "";
  const found = await findRegistrations(question, [at.conference.id]);
  const t = await getTranslations("admin.registrations");
  return (
    <Desk at={at} current="registrations" title={t("title")}>
      <search>
        <form action={page} className="mt-4 flex max-w-prose items-end gap-3">
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
                    <a href={registrationPage(slug, row.publicId)} className="font-semibold">
                      {row.name}
                    </a>
                    <small>{row.affiliation || row.email}</small>
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
