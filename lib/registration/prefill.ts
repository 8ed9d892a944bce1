import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { canonicalJson } from "@/lib/audit/canonical-json";
import { endBookings, quotasOfBookings } from "@/lib/bookings/end-bookings";
import { GONE_ON_INDICO } from "@/lib/bookings/takes-part";
import { db, type Tx, transaction } from "@/lib/db/client";
import type { PrefillState } from "@/lib/db/generated/enums";
import { noteSeen } from "@/lib/mirror/note-seen";
import { linkMirror, wishPaid } from "@/lib/mirror/wish";
import { lockQuotas, onlyLocked } from "@/lib/places/lapse-holds";
import { publish } from "@/lib/publish/publish";
import { PROFILE_FIELDS, type ProfileField } from "./profile";
import { readStandings } from "./read-standings";

/** A registration as Indico has it, in our words. */
export type IndicoReading = {
  /** False when Indico answered only in part this time: state, price, answers and category are still to come. */
  isWhole: boolean;
  email: string;
  /** Indico's word: complete, unpaid, pending, rejected, withdrawn or unknown. */
  state: string;
  isPaid: boolean;
  checkedIn: boolean;
  priceMinor: number | null;
  currency: string | null;
  friendlyId: number | null;
  /** Of what the ticket of Indico proves itself by. */
  ticketHash?: string | null;
  profile: Partial<Record<ProfileField, string>>;
  /** By question key. */
  answers: Record<string, string | number | boolean | string[]>;
  categoryCode: string | null;
};

export type ReadOutcome =
  | { kind: "read"; reading: IndicoReading }
  | { kind: "gone" }
  | { kind: "no-answer"; reason: string };
export type ReadRegistration = (registrationId: number, timeoutMs: number) => Promise<ReadOutcome>;

/** A page waits no longer for Indico; the job goes on with more. */
export const PAGE_WAITS_MS = 3_000;
export const JOB_WAITS_MS = 15_000;

/**
 * Fills a registration from Indico. Values that the person has not touched follow Indico; a correction stays, with
 * Indico's value beside it. A reading that names another mailbox confirms nothing and shows nothing: staff decide.
 * @returns "late" when Indico did not answer in time, or not all of it; the form can be filled in by hand meanwhile
 */
export async function prefillRegistration(
  registrationId: number,
  read: ReadRegistration,
  timeoutMs: number,
): Promise<"done" | "late" | "mismatch"> {
  const client = await db();
  const [clock] = await client.$queryRaw<{ now: Date }[]>`SELECT now()`;
  if (!clock) throw new Error("The database has no clock");
  const outcome = await read(registrationId, timeoutMs);
  if (outcome.kind === "no-answer") {
    await client.registration.updateMany({
      where: { id: registrationId, prefill: "waiting" },
      data: { prefill: "late" },
    });
    return "late";
  }
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM registration WHERE id = ${registrationId} FOR UPDATE`;
    if (outcome.kind === "gone") return markGone(tx, registrationId);
    return apply(tx, registrationId, outcome.reading, clock.now);
  });
}

/** Whether the page that came first left the reading to the job. */
export async function isPrefillWanted(registrationId: number): Promise<boolean> {
  const client = await db();
  const where = { id: registrationId, prefill: { in: ["waiting", "late"] as PrefillState[] } };
  return (await client.registration.count({ where })) > 0;
}

async function markGone(tx: Tx, registrationId: number): Promise<"done"> {
  const sessions = await leaveSessions(tx, registrationId);
  const { conferenceId } = await tx.registration.update({
    where: { id: registrationId },
    data: { indicoState: "deleted", prefill: "done", indicoReadAt: new Date() },
  });
  await tell(tx, conferenceId, registrationId, { indicoState: "deleted" }, sessions);
  return "done";
}

/** Who comes no more, by Indico's word, has no place in a session. @returns the sessions whose places changed */
async function leaveSessions(tx: Tx, registrationId: number): Promise<number[]> {
  await lockQuotas(tx, onlyLocked(await quotasOfBookings(tx, [registrationId])), null);
  return endBookings(tx, [registrationId], new Date());
}

/** @param began when the reading began, by the database's clock */
async function apply(
  tx: Tx,
  registrationId: number,
  reading: IndicoReading,
  began: Date,
): Promise<"done" | "late" | "mismatch"> {
  const registration = await tx.registration.findUniqueOrThrow({
    where: { id: registrationId },
    include: {
      answers: true,
      conference: { include: { questions: true, categories: { select: { id: true, code: true } } } },
    },
  });
  const { conferenceId, conference } = registration;
  if (!registration.isConfirmed && registration.email !== reading.email) {
    await tx.registration.update({ where: { id: registrationId }, data: { prefill: "mismatch" } });
    await tell(tx, conferenceId, registrationId, { prefill: "mismatch" });
    return "mismatch";
  }
  const isGone = reading.isWhole && GONE_ON_INDICO.includes(reading.state ?? "");
  const sessions = isGone ? await leaveSessions(tx, registrationId) : [];
  const before = registration.indicoProfile as Partial<Record<ProfileField, string>>;
  // Of another person than Indico knows nothing follows Indico.
  const isTransferred = registration.transferredAt !== null;
  const followed = PROFILE_FIELDS.filter((field) => {
    if (isTransferred) return false;
    const isUntouched = registration[field] === (before[field] ?? "");
    return reading.profile[field] !== undefined && isUntouched;
  });
  await tx.registration.update({
    where: { id: registrationId },
    data: {
      ...Object.fromEntries(followed.map((field) => [field, reading.profile[field]])),
      indicoProfile: reading.profile,
      ...(reading.isWhole
        ? {
            indicoState: reading.state,
            indicoPriceMinor: reading.priceMinor,
            indicoCurrency: reading.currency,
            assignedCategoryId: conference.categories.find(({ code }) => code === reading.categoryCode)?.id ?? null,
          }
        : {}),
      indicoFriendlyId: reading.friendlyId ?? registration.indicoFriendlyId,
      indicoTicketHash: reading.ticketHash ?? registration.indicoTicketHash,
      indicoReadAt: new Date(),
      isConfirmed: true,
      prefill: reading.isWhole ? "done" : "late",
    },
  });
  for (const question of conference.questions) {
    const raw = reading.answers[question.key];
    if (raw === undefined) continue;
    const answer = registration.answers.find(({ questionId }) => questionId === question.id);
    const indicoValue = asAnswer(question.type, raw);
    const isUntouched = !answer || canonicalJson(answer.value as Json) === canonicalJson(answer.indicoValue as Json);
    const followedValue = isUntouched && !isTransferred ? { value: indicoValue } : {};
    const values = { indicoValue, ...followedValue };
    await tx.answer.upsert({
      where: { registrationId_questionId: { registrationId, questionId: question.id } },
      create: { registrationId, questionId: question.id, ...values },
      update: values,
    });
  }
  const seen = { paid: reading.isPaid, checkedIn: reading.checkedIn };
  const noted = await noteSeen(tx, registrationId, seen, began);
  await linkMirror(tx, registrationId);
  if (registration.indicoPriceMinor === 0 && reading.priceMinor && (await isPaidHere(tx, registrationId))) {
    await wishPaid(tx, registrationId, true); // it asks a fee now, and so has a payment to record
  }
  const after = { indicoState: reading.state, isConfirmed: true };
  const withMirror = noted === "contradicted" ? { ...after, mirror: "to-write" } : after;
  await tell(tx, conferenceId, registrationId, withMirror, sessions);
  return reading.isWhole ? "done" : "late";
}

async function isPaidHere(tx: Tx, registrationId: number): Promise<boolean> {
  return (await readStandings(tx, [registrationId])).get(registrationId)?.isPaid === true;
}

/** Indico's choices come as lists of captions; a question with one choice takes the first. */
function asAnswer(type: string, raw: string | number | boolean | string[]): string | boolean | string[] {
  if (type === "many_choices") return Array.isArray(raw) ? raw : [String(raw)];
  if (type === "consent") return raw === true;
  return Array.isArray(raw) ? (raw[0] ?? "") : String(raw);
}

function tell(
  tx: Tx,
  conferenceId: number,
  registrationId: number,
  after: Json,
  sessions: number[] = [],
): Promise<void> {
  return publish(tx, {
    conferenceId,
    actor: { kind: "job", id: "registration.prefill" },
    registrations: [registrationId],
    sessions,
    audit: [{ what: "registration.read-from-indico", object: "registration", objectId: registrationId, after }],
  });
}
