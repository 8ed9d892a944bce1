import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { QuotaBar } from "@/components/ui/quota-bar";
import { Section } from "@/components/ui/section";
import { loadSession, type SeenSession } from "@/lib/agenda/load-session";
import type { BookingState } from "@/lib/db/generated/enums";
import { formatDateTime } from "@/lib/time/format";
import { Desk } from "../../../../desk";
import { type AtDesk, leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { ObjectHistory } from "../../audit/object-history";
import { agendaPage } from "../agenda-page";
import { SessionStates } from "../session-states";
import { PeopleTable } from "./people-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-agenda"))("one") };
}

/** The lists of a session's people, in the order in which staff ask for them. */
const LISTS = ["registered", "held", "waitlisted", "unregistered"] as const satisfies readonly BookingState[];

type Props = PageProps<"/admin/c/[conference]/agenda/[session]">;

/** One session: how full it is, who is in it, who waits. */
export default async function SessionPage({ params, searchParams }: Props) {
  const { conference: slug, session: publicId } = await params;
  const page = agendaPage(slug, publicId);
  const at = await requireAtDesk(slug, "registrations.see", page);
  const seen = await loadSession(at.conference.id, publicId);
  if (!seen) leaveUnknown(slug);
  const { session, people } = seen;
  const t = await getTranslations("admin-agenda");
  return (
    <Desk
      at={at}
      current="agenda"
      title={session.title}
      aside={
        <span className="flex flex-wrap items-center gap-2">
          <SessionStates {...session} />
          {at.may("set-up.edit") && (
            <ButtonLink href={`/admin/c/${slug}/set-up/sessions/${session.id}`} size="dense">
              {t("edit")}
            </ButtonLink>
          )}
          {at.may("exports.make") && people.length > 0 && (
            <ButtonLink href={`${page}/people.csv`} size="dense">
              {t("csv")}
            </ButtonLink>
          )}
          <ButtonLink href={agendaPage(slug)} size="dense" look="quiet">
            {t("whole")}
          </ButtonLink>
        </span>
      }
    >
      <Outcome searchParams={await searchParams} />
      <Facts seen={seen} at={at} />
      {LISTS.map((state) => {
        const listed = people.filter((person) => person.state === state);
        // Who is in it is always said; the other lists only where somebody stands in them.
        if (listed.length === 0 && state !== "registered") return null;
        const title = t(`people.lists.${state}`, { count: listed.length });
        return (
          <Section key={state} title={title} id={state}>
            <div className="mt-3">
              {listed.length === 0 ? (
                <p className="text-ink-soft">{t("people.nobody")}</p>
              ) : (
                <PeopleTable at={at} caption={title} people={listed} isLine={state === "waitlisted"} />
              )}
            </div>
          </Section>
        );
      })}
      <ObjectHistory at={at} objects={[{ object: "session", objectId: String(session.id) }]} />
    </Desk>
  );
}

async function Facts({ seen: { session, pool }, at }: { seen: SeenSession; at: AtDesk }) {
  const t = await getTranslations("admin-agenda");
  const locale = await getLocale();
  const time = (moment: Date) => formatDateTime(moment, at.conference.timeZone, locale);
  const { startsAt, endsAt, room, tags, service, categories, booking, opensAt, closesAt, leaveUntil } = session;
  const facts = [
    { term: t("facts.when"), value: t("facts.span", { from: time(startsAt), until: time(endsAt) }) },
    { term: t("facts.room"), value: room },
    { term: t("facts.tags"), value: tags.join(", ") },
    {
      term: t("facts.booking"),
      value: service ? t("sold-with", { name: service.name }) : t(`booking.${booking}`),
    },
    { term: t("facts.categories"), value: categories.map(({ name }) => name).join(", ") },
    { term: t("facts.opens"), value: opensAt && time(opensAt) },
    { term: t("facts.closes"), value: closesAt && time(closesAt) },
    { term: t("facts.leave"), value: leaveUntil && time(leaveUntil) },
    {
      term: t("facts.waiting"),
      value: session.waitingPlaces > 0 && t("facts.waiting-places", { count: session.waitingPlaces }),
    },
  ];
  return (
    <div className="mt-4 grid gap-x-10 gap-y-6 lg:grid-cols-2">
      <DefinitionList items={facts.filter(({ value }) => value)} />
      <div>
        {pool ? (
          <>
            <QuotaBar title={pool.name} sold={pool.taken} held={0} capacity={pool.capacity} />
            {pool.allowance > 0 && (
              <p className="mt-1 text-xs text-ink-soft">{t("beyond", { count: pool.allowance })}</p>
            )}
          </>
        ) : (
          <p className="text-ink-soft">{t("no-limit")}</p>
        )}
      </div>
    </div>
  );
}
