import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import type { Setup } from "@/lib/conference/conference-file";
import type { StoredConference } from "@/lib/conference/describe-setup";
import type { Tx } from "@/lib/db/client";
import type { IndicoMapping } from "@/lib/indico/map-registration";

/** The lists of a conference's set-up, as its file names them. */
export const LISTS = [
  "categories",
  "services",
  "sessions",
  "rooms",
  "tags",
  "quotas",
  "promotions",
  "questions",
] as const;
export type ListName = (typeof LISTS)[number];
/** Lists in an order that staff choose: quotas have none, sessions that of their times. */
export type OrderedList = Exclude<ListName, "quotas" | "sessions">;
/** Those of them whose items are offered or not. */
export type OfferedList = Exclude<OrderedList, "rooms" | "tags">;

/** Another name, code or key for an item that stays itself: a file cannot say this, a form can. */
export type Rename = { list: ListName; id: number; from: string; to: string };

/** What an item is known by in the file. */
export function nameOf(item: { code: string } | { key: string } | { name: string }): string {
  return "code" in item ? item.code : "key" in item ? item.key : item.name;
}

/** Everything in a set-up that points to the item by its old name. */
export function renameReferences(setup: Setup, { list, from, to }: Omit<Rename, "id">): Setup {
  const swap = (names: string[]) => names.map((name) => (name === from ? to : name));
  switch (list) {
    case "quotas":
      return {
        ...setup,
        categories: setup.categories.map((item) => ({ ...item, quotas: swap(item.quotas) })),
        services: setup.services.map((item) => ({ ...item, quotas: swap(item.quotas) })),
        sessions: setup.sessions.map((item) => (item.quota === from ? { ...item, quota: to } : item)),
        promotions: setup.promotions.map((item) => (item.quota === from ? { ...item, quota: to } : item)),
      };
    case "categories": {
      const questions = setup.questions.map((item) => ({ ...item, categories: swap(item.categories) }));
      const promotions = setup.promotions.map((item) => ({ ...item, categories: swap(item.categories) }));
      const sessions = setup.sessions.map((item) => ({ ...item, categories: swap(item.categories) }));
      return withMapping({ ...setup, questions, sessions, promotions }, ({ fields, categories }) => ({
        fields,
        categories: categories.map((rule) => (rule.category === from ? { ...rule, category: to } : rule)),
      }));
    }
    case "questions":
      return withMapping(setup, ({ fields, categories }) => ({
        fields: fields.map((field) =>
          "question" in field.to && field.to.question === from ? { ...field, to: { question: to } } : field,
        ),
        categories,
      }));
    case "services":
      return {
        ...setup,
        sessions: setup.sessions.map((item) => (item.service === from ? { ...item, service: to } : item)),
        promotions: setup.promotions.map((item) => ({ ...item, services: swap(item.services) })),
      };
    case "rooms":
      return {
        ...setup,
        sessions: setup.sessions.map((item) => (item.room === from ? { ...item, room: to } : item)),
      };
    case "tags":
      return { ...setup, sessions: setup.sessions.map((item) => ({ ...item, tags: swap(item.tags) })) };
    case "sessions":
    case "promotions":
      return setup;
  }
}

function withMapping(setup: Setup, change: (mapping: IndicoMapping) => IndicoMapping): Setup {
  const { indico } = setup;
  return indico ? { ...setup, indico: { ...indico, mapping: change(indico.mapping) } } : setup;
}

/** Gives the stored item its new name, in the database and in what was read of it. */
export async function renameStored(
  tx: Tx,
  stored: StoredConference,
  { list, id, from, to }: Rename,
): Promise<{ stored: StoredConference; audit: AuditEvent }> {
  const where = { id };
  switch (list) {
    case "quotas":
      await tx.quota.update({ where, data: { name: to } });
      break;
    case "categories":
      await tx.category.update({ where, data: { code: to } });
      await tx.$executeRaw`
        UPDATE app_access a
           SET categories = array_replace(categories, ${from}, ${to}),
               view_version = view_version + 1, view_changed_at = clock_timestamp()
          FROM credential c
         WHERE c.id = a.credential_id AND c.conference_id = ${stored.id} AND ${from} = ANY(a.categories)`;
      break;
    case "services":
      await tx.service.update({ where, data: { code: to } });
      break;
    case "sessions":
      await tx.session.update({ where, data: { code: to } });
      break;
    case "promotions":
      await tx.promotion.update({ where, data: { code: to } });
      break;
    case "questions":
      await tx.question.update({ where, data: { key: to } });
      await tx.$executeRaw`
        UPDATE app_access a
           SET consent_key = ${to}, view_version = view_version + 1, view_changed_at = clock_timestamp()
          FROM credential c
         WHERE c.id = a.credential_id AND c.conference_id = ${stored.id} AND a.consent_key = ${from}`;
      break;
    // Sessions name rooms and tags by a text of their own.
    case "rooms":
      await tx.room.update({ where, data: { name: to } });
      await tx.session.updateMany({ where: { conferenceId: stored.id, room: from }, data: { room: to } });
      break;
    case "tags":
      await tx.tag.update({ where, data: { name: to } });
      await tx.$executeRaw`
        UPDATE session SET tags = array_replace(tags, ${from}, ${to}) WHERE conference_id = ${stored.id}`;
      break;
  }
  return { stored: renameRead(stored, { list, id, from, to }), audit: renameAudit(list, id, from, to) };
}

function renameRead(stored: StoredConference, { list, id, from, to }: Rename): StoredConference {
  const called =
    <Name extends string>(name: Name) =>
    <Row extends { id: number }>(row: Row): Row =>
      row.id === id ? { ...row, [name]: to } : row;
  switch (list) {
    case "quotas": {
      const inside = <Row extends { quotas: StoredConference["quotas"] }>(row: Row): Row => ({
        ...row,
        quotas: row.quotas.map(called("name")),
      });
      const sessions = stored.sessions.map((row) => ({ ...row, quota: row.quota && called("name")(row.quota) }));
      return {
        ...stored,
        quotas: stored.quotas.map(called("name")),
        categories: stored.categories.map(inside),
        services: stored.services.map(inside),
        sessions,
        promotions: stored.promotions.map((row) => ({ ...row, quota: row.quota && called("name")(row.quota) })),
      };
    }
    case "categories": {
      const inside = <Row extends { categories: { id: number }[] }>(row: Row): Row => ({
        ...row,
        categories: row.categories.map(called("code")),
      });
      return {
        ...stored,
        categories: stored.categories.map(called("code")),
        questions: stored.questions.map(inside),
        sessions: stored.sessions.map(inside),
        promotions: stored.promotions.map(inside),
      };
    }
    case "services": {
      const sessions = stored.sessions.map((row) => ({ ...row, service: row.service && called("code")(row.service) }));
      const promotions = stored.promotions.map((row) => ({ ...row, services: row.services.map(called("code")) }));
      return { ...stored, services: stored.services.map(called("code")), sessions, promotions };
    }
    case "rooms": {
      const sessions = stored.sessions.map((row) => (row.room === from ? { ...row, room: to } : row));
      return { ...stored, rooms: stored.rooms.map(called("name")), sessions };
    }
    case "tags": {
      const sessions = stored.sessions.map((row) => ({
        ...row,
        tags: row.tags.map((tag) => (tag === from ? to : tag)),
      }));
      return { ...stored, tags: stored.tags.map(called("name")), sessions };
    }
    case "sessions":
      return { ...stored, sessions: stored.sessions.map(called("code")) };
    case "promotions":
      return { ...stored, promotions: stored.promotions.map(called("code")) };
    case "questions":
      return { ...stored, questions: stored.questions.map(called("key")) };
  }
}

/** What the audit calls an item of each list. */
export const LIST_OBJECTS = {
  quotas: "quota",
  categories: "category",
  services: "service",
  sessions: "session",
  promotions: "promotion",
  rooms: "room",
  tags: "tag",
  questions: "question",
} as const;

function renameAudit(list: ListName, id: number, from: string, to: string): AuditEvent {
  const object = LIST_OBJECTS[list];
  return { what: `${object}.renamed`, object, objectId: id, before: { name: from }, after: { name: to } };
}
