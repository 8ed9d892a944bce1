import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { endOfDay, startOfDay } from "@/lib/time/days";
import type { RegistrationFilter } from "./filter";

type Of = { id: number; timeZone: string };

/** The tables that a filter looks at, and its conditions: `WITH … FROM registration r … WHERE …` of one statement. */
export type RegistrationQuery = {
  /** Common tables, with their "WITH"; empty where none is needed. */
  tables: Prisma.Sql;
  /** `registration r` and its `registration_search s`. */
  from: Prisma.Sql;
  /** The same without what only sorts: for counts. */
  fromAlone: Prisma.Sql;
  where: Prisma.Sql;
};

/** A filter in SQL, every value a parameter. */
export function registrationQuery(conference: Of, filter: RegistrationFilter): RegistrationQuery {
  const { id } = conference;
  const conditions = [
    // Of both tables: the list by name comes out of the index of the one, the others out of the other's.
    Prisma.sql`r.conference_id = ${id}`,
    filter.states.length
      ? Prisma.sql`r.state::text IN (${Prisma.join(filter.states)})`
      : Prisma.sql`r.state <> 'erased'`,
    ...byWords(filter.words),
    ...(filter.money ? [MONEY[filter.money]] : []),
    ...byItem(id, filter),
    ...(filter.country ? [Prisma.sql`r.country = ${filter.country}`] : []),
    ...(filter.way
      ? [
          Prisma.sql`EXISTS (SELECT FROM "order" o WHERE o.payer_id = r.id AND o.state = 'placed' AND o.way::text = ${filter.way})`,
        ]
      : []),
    ...(filter.presence ? [PRESENCE[filter.presence]] : []),
    ...(filter.indico
      ? [
          Prisma.sql`EXISTS (SELECT FROM mirror m WHERE m.registration_id = r.id AND m.state = ${filter.indico}::mirror_state)`,
        ]
      : []),
    ...(filter.note ? [Prisma.sql`EXISTS (SELECT FROM registration_note n WHERE n.registration_id = r.id)`] : []),
    ...byDays(filter, conference.timeZone),
  ];
  return {
    tables: filter.money && filter.money !== "nothing-ordered" ? balances(id) : Prisma.empty,
    from: Prisma.sql`FROM registration r JOIN registration_search s ON s.registration_id = r.id AND s.conference_id = ${id}`,
    fromAlone: filter.words
      ? Prisma.sql`FROM registration r JOIN registration_search s ON s.registration_id = r.id AND s.conference_id = ${id}`
      : Prisma.sql`FROM registration r`,
    where: Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}`,
  };
}

/** A creditor reference is often written in groups of four (ISO 11649). */
const REFERENCE = /^RF\d{2}[\dA-Z ]{1,30}$/i;

function byWords(words: string): Prisma.Sql[] {
  if (!words) return [];
  const asked = REFERENCE.test(words) ? words.replaceAll(" ", "") : words;
  // A subquery is computed once; the function itself would be for each row of a plan that does not know its value.
  return [Prisma.sql`s.tokens @@ (SELECT question_of_words(${asked}))`];
}

/** What each payer's placed orders cost, and what the ledger has for them. */
function balances(conferenceId: number): Prisma.Sql {
  return Prisma.sql`
    WITH money AS (
      SELECT order_id, sum(amount_minor)::int AS net FROM ledger_entry
       WHERE conference_id = ${conferenceId} AND order_id IS NOT NULL GROUP BY order_id
    ), balance AS MATERIALIZED (
      SELECT o.payer_id, bool_and(coalesce(m.net, 0) >= o.total_minor) AS is_covered, bool_or(coalesce(m.net, 0) > o.total_minor) AS is_over
        FROM "order" o LEFT JOIN money m ON m.order_id = o.id
       WHERE o.conference_id = ${conferenceId} AND o.state = 'placed' GROUP BY o.payer_id
    )`;
}

const MONEY = {
  paid: Prisma.sql`r.id IN (SELECT payer_id FROM balance WHERE is_covered)`,
  owing: Prisma.sql`r.id IN (SELECT payer_id FROM balance WHERE NOT is_covered)`,
  overpaid: Prisma.sql`r.id IN (SELECT payer_id FROM balance WHERE is_over)`,
  "nothing-ordered": Prisma.sql`NOT EXISTS (SELECT FROM "order" o WHERE o.payer_id = r.id AND o.state = 'placed')`,
} as const;

const PRESENCE = {
  here: Prisma.sql`r.checked_in_at IS NOT NULL`,
  away: Prisma.sql`r.checked_in_at IS NULL`,
} as const;

/** Who bought it, on whoever's order; a category that was chosen and not ordered yet counts, too. */
function byItem(conferenceId: number, { category, service }: RegistrationFilter): Prisma.Sql[] {
  const ofCategory = category
    ? [
        Prisma.sql`r.category_id IN (SELECT c.id FROM category c WHERE c.conference_id = ${conferenceId} AND c.code = ${category})`,
      ]
    : [];
  const ofService = service
    ? [
        Prisma.sql`r.id IN (SELECT l.registration_id FROM order_line l JOIN "order" o ON o.id = l.order_id AND o.state = 'placed'
                              JOIN service v ON v.id = l.service_id WHERE v.code = ${service} AND v.conference_id = ${conferenceId})`,
      ]
    : [];
  return [...ofCategory, ...ofService];
}

function byDays({ from, until }: RegistrationFilter, zone: string): Prisma.Sql[] {
  const begin = from && startOfDay(from, zone);
  const end = until && endOfDay(until, zone);
  return [
    ...(begin ? [Prisma.sql`r.created_at >= ${begin}`] : []),
    ...(end ? [Prisma.sql`r.created_at < ${end}`] : []),
  ];
}
