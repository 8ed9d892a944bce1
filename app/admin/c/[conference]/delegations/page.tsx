import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { type ListedDelegation, listDelegations } from "@/lib/delegations/load-delegations";
import { registrationPage } from "../../../act";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { delegationsPage } from "./delegations-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-delegations"))("title") };
}

/** The groups of registrations that have a leader, and how full each is. */
export default async function DelegationsPage({
  params,
  searchParams,
}: PageProps<"/admin/c/[conference]/delegations">) {
  const { conference: slug } = await params;
  const page = delegationsPage(slug);
  const at = await requireAtDesk(slug, "registrations.see", page);
  const delegations = await listDelegations(at.conference.id);
  const t = await getTranslations("admin-delegations");
  const leaderOf = ({ leader }: ListedDelegation) =>
    leader ? (
      <a href={registrationPage(slug, leader.publicId)}>
        {`${leader.firstName} ${leader.lastName}`.trim() || t("nameless")}
      </a>
    ) : (
      t("no-leader")
    );
  return (
    <Desk at={at} current="delegations" title={t("title")}>
      <Outcome searchParams={await searchParams} />
      <p className="mt-1 max-w-prose text-ink-soft">{t("intro")}</p>
      <div className="mt-4">
        {delegations.length === 0 ? (
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        ) : (
          <DataTable
            caption={t("title")}
            columns={[
              { key: "name", head: t("name") },
              { key: "leader", head: t("leader"), wideOnly: true },
              { key: "members", head: t("members"), align: "right", width: "w-28" },
            ]}
            rows={delegations.map((one) => ({
              key: one.publicId,
              cells: {
                name: (
                  <a href={delegationsPage(slug, one.publicId)} className="font-semibold wrap-anywhere">
                    {one.name}
                  </a>
                ),
                leader: leaderOf(one),
                members: one.limit === null ? one.members : t("of", { members: one.members, limit: one.limit }),
              },
            }))}
          />
        )}
      </div>
    </Desk>
  );
}
