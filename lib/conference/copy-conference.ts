import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { applySetup, lockStored } from "@/lib/conference/apply-setup";
import { FILE_FORMAT, type Setup } from "@/lib/conference/conference-file";
import { describeSetup, findStoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import { readSetup } from "@/lib/conference/read-setup";
import { attempt, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { err, ok, type Result } from "@/lib/result";

export type NewConference = { slug: string; name: string; startsOn: string; endsOn?: string; referencePrefix: string };
export type CreateRefusal =
  | { code: "not-found" | "slug-taken" }
  | { code: "problems"; problems: readonly FileProblem[] };

type Created = { conferenceId: number; slug: string };

/**
 * Makes a conference with the set-up of another one: every day moved by as many days as lie between the two beginnings,
 * local times kept. Nothing that was sold or answered is copied, and no tie to Indico, since a form belongs to one
 * conference. It begins closed.
 */
export async function copyConference(
  from: string,
  wanted: NewConference,
  by: Actor,
): Promise<Result<Created, CreateRefusal>> {
  return attempt<Created, CreateRefusal>(async (tx) => {
    const source = await findStoredConference(tx, { slug: from });
    if (!source) return err({ code: "not-found" });
    const made = await create(tx, copySetup(describeSetup(source), wanted), by);
    if (!made.ok) return made;
    const { conferenceId } = made.value;
    const texts = await tx.conferenceText.findMany({
      where: { conferenceId: source.id },
      select: { locale: true, letter: true, subject: true, body: true },
    });
    await tx.conferenceText.createMany({ data: texts.map((text) => ({ ...text, conferenceId })) });
    const logo = await tx.conferenceLogo.findUnique({ where: { conferenceId: source.id } });
    if (logo) await tx.conferenceLogo.create({ data: { conferenceId, type: logo.type, bytes: logo.bytes } });
    return made;
  });
}

export type FirstFacts = NewConference & {
  endsOn: string;
  city: string;
  organiser: string;
  contactEmail: string;
  timeZone: string;
  currency: string;
};

/** Makes an empty conference, closed: its pages say what is missing. */
export async function createConference(
  { referencePrefix, ...facts }: FirstFacts,
  by: Actor,
): Promise<Result<Created, CreateRefusal>> {
  const file = {
    format: FILE_FORMAT,
    conference: { ...facts, isOpen: false },
    payment: { ways: ["on-site"], referencePrefix },
  };
  return attempt<Created, CreateRefusal>((tx) => create(tx, file, by));
}

async function create(tx: Tx, file: object, by: Actor): Promise<Result<Created, CreateRefusal>> {
  const read = readSetup(file, { indicoUrl: env().INDICO_URL });
  if (!read.ok) return err({ code: "problems", problems: read.error });
  const { slug } = read.value.setup.conference;
  if (await lockStored(tx, { slug })) return err({ code: "slug-taken" });
  const applied = await applySetup(tx, null, read.value, { by });
  if (!applied.ok) return err({ code: "problems", problems: applied.error });
  return ok({ conferenceId: applied.value.conferenceId, slug });
}

function copySetup(setup: Setup, { referencePrefix, endsOn, ...wanted }: NewConference): object {
  const { conference, payment, categories, services, sessions, promotions, questions } = setup;
  const days = daysBetween(conference.startsOn, wanted.startsOn);
  const move = (local: string | null) => (local === null ? null : moveDays(local, days));
  const prices = (windows: Setup["categories"][number]["prices"]) =>
    windows.map((window) => ({ ...window, from: move(window.from), until: move(window.until) }));
  return {
    ...setup,
    indico: null,
    conference: {
      ...conference,
      ...wanted,
      endsOn: endsOn || move(conference.endsOn),
      // The old name in other languages would stand beside the new one.
      translations: withoutNames(conference.translations),
      isOpen: false,
      changesFreeUntil: move(conference.changesFreeUntil),
      previous: conference.slug,
    },
    payment: { ...payment, referencePrefix },
    categories: categories.map((one) => ({ ...one, prices: prices(one.prices) })),
    services: services.map((one) => ({
      ...one,
      prices: prices(one.prices),
      startsAt: move(one.startsAt),
      endsAt: move(one.endsAt),
    })),
    sessions: sessions.map((one) => ({
      ...one,
      startsAt: move(one.startsAt),
      endsAt: move(one.endsAt),
      opensAt: move(one.opensAt),
      closesAt: move(one.closesAt),
      leaveUntil: move(one.leaveUntil),
      isCancelled: false,
    })),
    promotions: promotions.map((one) => ({ ...one, from: move(one.from), until: move(one.until) })),
    questions: questions.map((one) => ({ ...one, eraseAfter: move(one.eraseAfter) })),
  };
}

function withoutNames(translations: Setup["conference"]["translations"]): object {
  return Object.fromEntries(
    Object.entries(translations).map(([locale, { name: _name, ...rest }]) => [locale, rest] as const),
  );
}

const DAY_MS = 86_400_000;

/** Days from one to the other; a day that is none counts as no move, and is refused as a day. */
function daysBetween(from: string, to: string): number {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  return Number.isFinite(days) ? days : 0;
}

/** "2027-03-31T23:59" some days later, at the same local time. */
export function moveDays(local: string, days: number): string {
  const day = Date.parse(`${local.slice(0, 10)}T00:00:00Z`);
  return new Date(day + days * DAY_MS).toISOString().slice(0, 10) + local.slice(10);
}
