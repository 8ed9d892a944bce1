import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listMachines } from "@/lib/credentials/load-machines";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { AppsSection } from "./apps/apps-section";
import { MachineRow } from "./machine-row";
import { MachinesNav } from "./machines-nav";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-machines"))("title") };
}

/** The applications and servers that may use the Convio dialect for this conference, and its event apps. */
export default async function MachinesPage({ params, searchParams }: PageProps<"/admin/c/[conference]/machines">) {
  const { conference: slug } = await params;
  const page = `/admin/c/${encodeURIComponent(slug)}/machines`;
  const at = await requireAtDesk(slug, "machines.see", page);
  const machines = await listMachines(at.conference.id);
  const mayManage = at.may("machines.manage");
  const t = await getTranslations("admin-machines");
  const apps = await getTranslations("admin-apps");
  return (
    <Desk at={at} current="machines" title={t("title")} aside={<MachinesNav page={page} mayManage={mayManage} />}>
      <Outcome searchParams={await searchParams} />
      <p className="mt-3 max-w-prose text-ink-soft">{t("intro", { eventId: String(at.conference.id) })}</p>
      {machines.length === 0 ? (
        <div className="mt-6">
          <EmptyState title={t("none")}>{t("none-do")}</EmptyState>
        </div>
      ) : (
        <ul className="mt-6 border-ink border-t">
          {machines.map((machine) => (
            <MachineRow
              key={machine.id}
              machine={machine}
              page={page}
              zone={at.conference.timeZone}
              mayManage={mayManage}
            />
          ))}
        </ul>
      )}
      {mayManage && (
        <p className="mt-6 flex flex-wrap gap-3">
          <ButtonLink href={`${page}/new?kind=client`} size="middle" look="primary">
            {t("add-client")}
          </ButtonLink>
          <ButtonLink href={`${page}/new?kind=server`} size="middle">
            {t("add-server")}
          </ButtonLink>
          <ButtonLink href={`${page}/apps/new`} size="middle">
            {apps("add")}
          </ButtonLink>
        </p>
      )}
      {machines.some(({ kind }) => kind === "lenos") && (
        <AppsSection conference={at.conference} page={page} mayManage={mayManage} />
      )}
    </Desk>
  );
}
