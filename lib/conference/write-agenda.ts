import "server-only";
import { compareFields, type SetupChange } from "@/lib/conference/compare-fields";
import type { Setup, SetupSession } from "@/lib/conference/conference-file";
import type { StoredConference } from "@/lib/conference/describe-setup";
import { instantOf } from "@/lib/conference/spell-setup";
import type { Tx } from "@/lib/db/client";
import { nextNumbers } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";

type Writing = {
  tx: Tx;
  conferenceId: number;
  setup: Setup;
  stored: StoredConference | null;
  /** What the database says, in the words and the spelling of the set-up; null for a new conference. */
  before: Setup | null;
};

/** Ids of what sessions name, by its name. */
export type NamedIds = Record<"quotas" | "services" | "categories", ReadonlyMap<string, number>>;

/** Writes rooms and tags, each known by its name; those that are not named any more go. */
export async function writeRoomsAndTags(writing: Writing): Promise<SetupChange[]> {
  const { tx, conferenceId, setup } = writing;
  const rooms = compareList(writing, "rooms", "room");
  const tags = compareList(writing, "tags", "tag");
  // Most changes of a set-up touch neither, and every one of them holds its locks as long as it asks.
  if (rooms.gone.length) await tx.room.deleteMany({ where: { id: { in: rooms.gone } } });
  if (tags.gone.length) await tx.tag.deleteMany({ where: { id: { in: tags.gone } } });
  for (const { id, position } of rooms.changed) {
    await tx.room.update({ where: { id }, data: { ...(setup.rooms[position] as Setup["rooms"][number]), position } });
  }
  for (const { id, position } of tags.changed) {
    await tx.tag.update({ where: { id }, data: { ...(setup.tags[position] as Setup["tags"][number]), position } });
  }
  const made = (position: number) => ({ conferenceId, position, publicId: newPublicId() });
  const select = { id: true, name: true } as const;
  const roomData = rooms.made.map((at) => ({ ...(setup.rooms[at] as Setup["rooms"][number]), ...made(at) }));
  const tagData = tags.made.map((at) => ({ ...(setup.tags[at] as Setup["tags"][number]), ...made(at) }));
  const newRooms = roomData.length ? await tx.room.createManyAndReturn({ data: roomData, select }) : [];
  const newTags = tagData.length ? await tx.tag.createManyAndReturn({ data: tagData, select }) : [];
  return [...withIds(rooms.changes, newRooms), ...withIds(tags.changes, newTags)];
}

type Compared = {
  changes: SetupChange[];
  gone: number[];
  changed: { id: number; position: number }[];
  made: number[];
};

/** Its place in the list is part of what a room or a tag is: the event app shows them in it. */
function compareList({ setup, stored, before }: Writing, list: "rooms" | "tags", object: "room" | "tag"): Compared {
  const rows = new Map((stored?.[list] ?? []).map((row) => [row.name, row]));
  const old = new Map((before?.[list] ?? []).map((item) => [item.name, item]));
  const compared: Compared = { changes: [], gone: [], changed: [], made: [] };
  const note = (change: SetupChange, id?: number) =>
    compared.changes.push(id === undefined ? change : { ...change, audit: { ...change.audit, objectId: id } });
  const wanted = new Set(setup[list].map(({ name }) => name));
  for (const { id, name } of rows.values()) {
    if (wanted.has(name)) continue;
    compared.gone.push(id);
    const change = compareFields(object, name, old.get(name) ?? null, null);
    if (change) note(change, id);
  }
  for (const [position, item] of setup[list].entries()) {
    const row = rows.get(item.name);
    const change = compareFields(object, item.name, row ? { ...old.get(item.name), position: row.position } : null, {
      ...item,
      position,
    });
    if (!change) continue;
    if (row) compared.changed.push({ id: row.id, position });
    else compared.made.push(position);
    note(change, row?.id);
  }
  return compared;
}

/** What was made has its id only now; until then the audit names it. */
function withIds(changes: SetupChange[], made: readonly { id: number; name: string }[]): SetupChange[] {
  const ids = new Map(made.map(({ id, name }) => [name, id]));
  return changes.map((change) => {
    const id = change.kind === "created" ? ids.get(change.name) : undefined;
    return id === undefined ? change : { ...change, audit: { ...change.audit, objectId: id } };
  });
}

/** Writes what differs of the sessions, in few statements: a programme may have two thousand. */
export async function writeSessions(writing: Writing, ids: NamedIds): Promise<SetupChange[]> {
  const { tx, conferenceId, setup, stored, before } = writing;
  const rows = new Map((stored?.sessions ?? []).map((row) => [row.code, row]));
  const old = new Map((before?.sessions ?? []).map((item) => [item.code, item]));
  const columns = (session: SetupSession) => sessionColumns(session, setup.conference.timeZone, ids);
  const changes: SetupChange[] = [];
  const fresh: SetupSession[] = [];
  const changed: ({ id: number } & SessionColumns)[] = [];
  const eligible: { id: number; categories: string[] }[] = [];
  for (const session of setup.sessions) {
    const { code, categories } = session;
    const change = compareFields("session", code, old.get(code) ?? null, session);
    if (!change) continue;
    const row = rows.get(code);
    if (!row) {
      fresh.push(session);
      changes.push(change);
      continue;
    }
    changed.push({ id: row.id, ...columns(session) });
    if (change.fields.includes("categories")) eligible.push({ id: row.id, categories });
    changes.push({ ...change, audit: { ...change.audit, objectId: row.id } });
  }
  await updateSessions(tx, changed);
  const made = await insertSessions(tx, conferenceId, fresh.map(columns));
  const categoriesOf = new Map(fresh.map(({ code, categories }) => [code, categories]));
  eligible.push(...made.map(({ id, name }) => ({ id, categories: categoriesOf.get(name) ?? [] })));
  await writeEligible(tx, eligible, ids.categories);
  return withIds(changes, made);
}

/** Whom each of these sessions is open to, in place of what was said before. */
async function writeEligible(
  tx: Tx,
  sessions: readonly { id: number; categories: readonly string[] }[],
  categoryIds: ReadonlyMap<string, number>,
): Promise<void> {
  if (!sessions.length) return;
  await tx.$executeRaw`DELETE FROM "_CategoryToSession" WHERE "B" = ANY(${sessions.map(({ id }) => id)})`;
  const pairs = sessions.flatMap(({ id, categories }) =>
    categories.map((code) => [idOf(categoryIds, code), id] as const),
  );
  await tx.$executeRaw`
    INSERT INTO "_CategoryToSession" ("A", "B")
    SELECT * FROM unnest(${pairs.map(([category]) => category)}::int[], ${pairs.map(([, id]) => id)}::int[])`;
}

type SessionColumns = ReturnType<typeof sessionColumns>;

/** New sessions in one statement, each with the next number and a random name. @returns their ids by code */
async function insertSessions(
  tx: Tx,
  conferenceId: number,
  sessions: readonly SessionColumns[],
): Promise<{ id: number; name: string }[]> {
  if (!sessions.length) return [];
  const counted = await nextNumbers(tx, conferenceId, [{ kind: "session", count: sessions.length }]);
  const first = (counted.session ?? 0) - sessions.length + 1;
  const rows = sessions.map((session, i) => ({
    ...{ code: session.code, public_id: newPublicId(), number: first + i, conference_id: conferenceId },
    ...storedSession(session),
  }));
  return tx.$queryRaw<{ id: number; name: string }[]>`
    INSERT INTO session (code, public_id, number, conference_id, title, description, translations, starts_at, ends_at,
                         room, tags, quota_id, service_id, booking, is_published, is_cancelled, blocks_time, opens_at,
                         closes_at, leave_until, waiting_places, waiting_list_mode, offer_hours)
    SELECT code, public_id, number, conference_id, title, description, translations, starts_at, ends_at,
           room, tags, quota_id, service_id, booking, is_published, is_cancelled, blocks_time, opens_at,
           closes_at, leave_until, waiting_places, waiting_list_mode, offer_hours
      FROM jsonb_populate_recordset(NULL::session, ${JSON.stringify(rows)}::jsonb)
    RETURNING id, code AS name`;
}

/** Every column that a set-up says, of all the sessions in one statement; what is not in it stays. */
async function updateSessions(tx: Tx, sessions: readonly ({ id: number } & SessionColumns)[]): Promise<void> {
  if (!sessions.length) return;
  const rows = sessions.map(({ id, ...session }) => ({ id, ...storedSession(session) }));
  await tx.$executeRaw`
    UPDATE session
       SET title = now.title, description = now.description, translations = now.translations,
           starts_at = now.starts_at, ends_at = now.ends_at, room = now.room, tags = now.tags,
           quota_id = now.quota_id, service_id = now.service_id, booking = now.booking,
           is_published = now.is_published, is_cancelled = now.is_cancelled, blocks_time = now.blocks_time,
           opens_at = now.opens_at, closes_at = now.closes_at, leave_until = now.leave_until,
           waiting_places = now.waiting_places, waiting_list_mode = now.waiting_list_mode,
           offer_hours = now.offer_hours
      FROM jsonb_populate_recordset(NULL::session, ${JSON.stringify(rows)}::jsonb) now
     WHERE session.id = now.id`;
}

/** By the columns' names in the database. */
function storedSession(one: SessionColumns) {
  return {
    ...{ title: one.title, description: one.description, translations: one.translations },
    ...{ starts_at: one.startsAt, ends_at: one.endsAt, room: one.room, tags: one.tags },
    ...{ quota_id: one.quotaId, service_id: one.serviceId, booking: one.booking },
    ...{ is_published: one.isPublished, is_cancelled: one.isCancelled, blocks_time: one.blocksTime },
    ...{ opens_at: one.opensAt, closes_at: one.closesAt, leave_until: one.leaveUntil },
    ...{ waiting_places: one.waitingPlaces, waiting_list_mode: one.waitingListMode, offer_hours: one.offerHours },
  };
}

function sessionColumns(session: SetupSession, timeZone: string, ids: NamedIds) {
  const { quota, service, categories: _, startsAt, endsAt, opensAt, closesAt, leaveUntil, ...same } = session;
  const instant = (local: string | null) => (local === null ? null : instantOf(local, timeZone));
  return {
    ...same,
    startsAt: instantOf(startsAt, timeZone),
    endsAt: instantOf(endsAt, timeZone),
    opensAt: instant(opensAt),
    closesAt: instant(closesAt),
    leaveUntil: instant(leaveUntil),
    quotaId: quota === null ? null : idOf(ids.quotas, quota),
    serviceId: service === null ? null : idOf(ids.services, service),
  };
}

/** The id of what is called so. @throws RangeError for what is not there: the set-up was checked */
export function idOf(ids: ReadonlyMap<string, number>, name: string): number {
  const id = ids.get(name);
  if (id === undefined) throw new RangeError(`Nothing is called ${name}`);
  return id;
}
