import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { filterAgenda, readAgendaFilter } from "@/lib/agenda/filter-agenda";
import { loadAgenda } from "@/lib/agenda/load-agenda";
import { formatDate } from "@/lib/time/format";
import { localDay } from "@/lib/time/zone";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { AgendaFilters } from "./agenda-filters";
import { agendaPage } from "./agenda-page";
import { SessionTable } from "./session-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-agenda"))("title") };
}

/** The programme by day, with what is booked of it. */
export default async function AgendaPage({ params, searchParams }: PageProps<"/admin/c/[conference]/agenda">) {
  const { conference: slug } = await params;
  const page = agendaPage(slug);
  const at = await requireAtDesk(slug, "registrations.see", page);
  const sessions = await loadAgenda(at.conference.id);
  const { timeZone } = at.conference;
  const query = await searchParams;
  const filter = readAgendaFilter(query);
  const shown = filterAgenda(sessions, filter, timeZone);
  const byDay = Map.groupBy(shown, ({ startsAt }) => localDay(startsAt, timeZone));
  const t = await getTranslations("admin-agenda");
  const locale = await getLocale();
  const setUp = `/admin/c/${encodeURIComponent(slug)}/set-up`;
  const mayEdit = at.may("set-up.edit");
  const acts = mayEdit && (
    <span className="flex flex-wrap gap-2">
      <ButtonLink href={`${setUp}/sessions/new`} size="dense">
        {t("add")}
      </ButtonLink>
      <ButtonLink href={`${page}/import`} size="dense">
        {t("import.title")}
      </ButtonLink>
    </span>
  );
  return (
    <Desk at={at} current="agenda" title={t("title")} aside={sessions.length > 0 && acts}>
      <Outcome searchParams={query} />
      {at.may("set-up.see") && (
        <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
          {(["rooms", "tags", "quotas"] as const).map((part) => (
            <a key={part} href={`${setUp}/${part}`}>
              {t(`parts.${part}`)}
            </a>
          ))}
        </p>
      )}
      {sessions.length === 0 ? (
        <div className="mt-5">
          <EmptyState title={t("none")}>
            <p>{t("none-do")}</p>
            {acts && <div className="mt-3">{acts}</div>}
          </EmptyState>
        </div>
      ) : (
        <AgendaFilters at={at} filter={filter} sessions={sessions} />
      )}
      {sessions.length > 0 && shown.length === 0 && (
        <div className="mt-5">
          <EmptyState title={t("none-such")}>{t("none-such-do")}</EmptyState>
        </div>
      )}
      {[...byDay].map(([day, ofDay]) => {
        const title = formatDate(ofDay[0]?.startsAt ?? new Date(day), timeZone, locale);
        return (
          <Section key={day} title={title} className="mt-8">
            <div className="mt-3">
              <SessionTable at={at} day={title} sessions={ofDay} />
            </div>
          </Section>
        );
      })}
    </Desk>
  );
}
