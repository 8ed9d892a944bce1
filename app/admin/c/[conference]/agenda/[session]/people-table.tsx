import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { sourceOf } from "@/lib/agenda/export-people";
import type { SessionPerson } from "@/lib/agenda/load-session";
import { formatDayAndTime } from "@/lib/time/format";
import { registrationPage } from "../../../../act";
import type { AtDesk } from "../../../../guard";
import { TestMark } from "../../test-mark";

type Props = {
  at: AtDesk;
  caption: string;
  people: readonly SessionPerson[];
  /** Those who wait have a place in the line. */
  isLine?: boolean;
};

/** People of a session, each with how and since when; the name leads to the registration. */
export function PeopleTable({ at, caption, people, isLine = false }: Props) {
  const t = useTranslations("admin-agenda.people");
  const columns: Column[] = [
    ...(isLine ? [{ key: "position", head: t("position"), width: "w-12", align: "right" } as const] : []),
    { key: "name", head: t("name") },
    { key: "category", head: t("category"), width: "w-40", wideOnly: true },
    { key: "source", head: t("source"), width: "w-36", wideOnly: true },
    { key: "since", head: t("since"), width: "w-28 sm:w-44" },
  ];
  const rows = people.map((person, i) => ({
    key: person.publicId,
    cells: {
      position: <span className="num">{i + 1}</span>,
      name: <Named person={person} slug={at.conference.slug} />,
      category: person.categoryName,
      source: t(`sources.${sourceOf(person)}`),
      since: <Since person={person} timeZone={at.conference.timeZone} />,
    } satisfies Record<string, ReactNode>,
  }));
  return <DataTable caption={caption} columns={columns} rows={rows} />;
}

function Named({ person, slug }: { person: SessionPerson; slug: string }) {
  const name = `${person.firstName} ${person.lastName}`.trim() || person.email;
  return (
    <>
      <a href={registrationPage(slug, person.publicId)} className="font-semibold whitespace-normal">
        {name}
      </a>{" "}
      {person.isTest && <TestMark quiet />}
      <small>{person.affiliation || person.email}</small>
    </>
  );
}

function Since({ person, timeZone }: { person: SessionPerson; timeZone: string }) {
  const t = useTranslations("admin-agenda.people");
  const locale = useLocale();
  const time = (at: Date) => formatDayAndTime(at, timeZone, locale);
  return (
    <>
      <span className="whitespace-normal">{person.stateAt ? time(person.stateAt) : t("with-fee")}</span>
      {person.offerUntil && <small>{t("offer-until", { time: time(person.offerUntil) })}</small>}
      {person.skippedFor && <small>{t("passed-by")}</small>}
    </>
  );
}
