import "server-only";
import type { AuditEvent } from "@/lib/audit/chain";
import { isDuplicate, type Tx } from "@/lib/db/client";
import type { Registration } from "@/lib/db/generated/client";
import { nextNumber } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";
import { shutOutOthers } from "./shut-out-others";

/** The page's own reading of Indico has this long before the job takes over (seconds). */
const PREFILL_JOB_AFTER = 4;

/** A link whose follower may open what it means. */
type FollowedLink = {
  conferenceId: number;
  indicoDbId: number;
  /** Null where Indico does not show it. */
  friendlyId: number | null;
  email: string;
  locale: string;
  /** Whether Indico's values agree with the link; not where Indico did not answer. */
  isConfirmed: boolean;
};

export type FoundRegistration = {
  registration: Registration;
  /** It, and whichever else was changed. */
  changed: number[];
  audit: AuditEvent[];
};

/**
 * The registration that the link means. One that Indico has not confirmed gives way to one that it has: while Indico was
 * away anybody could claim the number with a mailbox of their own. Where Indico has another address than before, who
 * came in by the old one is out.
 * @returns null where Indico has not confirmed the link, and the number is another mailbox's already; or where staff
 * gave the registration another mailbox than Indico's
 */
export async function findOrCreateRegistration(tx: Tx, followed: FollowedLink): Promise<FoundRegistration | null> {
  const { conferenceId, indicoDbId, email, isConfirmed } = followed;
  await tx.$queryRaw`SELECT id FROM registration WHERE conference_id = ${conferenceId} AND indico_db_id = ${indicoDbId} FOR UPDATE`;
  const known = await tx.registration.findUnique({ where: { conferenceId_indicoDbId: { conferenceId, indicoDbId } } });
  if (!known) return createRegistration(tx, followed);
  // Staff know better than Indico whose it is now.
  if (known.email !== email && known.emailChangedAt) return null;
  if (known.email === email || (isConfirmed && known.isConfirmed)) return takeUp(tx, known, followed);
  if (!isConfirmed) return null;
  await tx.registration.update({ where: { id: known.id }, data: { indicoDbId: null, prefill: "mismatch" } });
  const created = await createRegistration(tx, followed);
  const displaced: AuditEvent = {
    what: "registration.displaced",
    object: "registration",
    objectId: known.id,
    before: { indicoDbId, prefill: known.prefill },
    after: { indicoDbId: null, prefill: "mismatch", by: created.registration.id },
  };
  return { ...created, changed: [known.id, ...created.changed], audit: [displaced] };
}

async function takeUp(tx: Tx, known: Registration, followed: FollowedLink): Promise<FoundRegistration> {
  const { email, locale, isConfirmed } = followed;
  const audit =
    known.email === email ? [] : [await shutOutOthers(tx, { ...known, email }, "address-changed-in-indico")];
  const isNews = isConfirmed && !known.isConfirmed;
  const data = { email, locale, ...(isNews ? { isConfirmed, prefill: "waiting" as const } : {}) };
  const registration = await tx.registration.update({ where: { id: known.id }, data });
  if (isNews) await sendJob(tx, "registration.prefill", { registrationId: known.id });
  return { registration, changed: [known.id], audit };
}

async function createRegistration(tx: Tx, followed: FollowedLink): Promise<FoundRegistration> {
  const { conferenceId, indicoDbId, friendlyId, email, locale, isConfirmed } = followed;
  const person = await findOrCreatePerson(tx, email);
  const registration = await tx.registration.create({
    data: {
      publicId: newPublicId(),
      conferenceId,
      number: await nextNumber(tx, conferenceId, "registration"),
      personId: person.id,
      email,
      locale,
      indicoDbId,
      indicoFriendlyId: friendlyId,
      isConfirmed,
      prefill: "waiting",
    },
  });
  await sendJob(tx, "registration.prefill", { registrationId: registration.id }, PREFILL_JOB_AFTER);
  return { registration, changed: [registration.id], audit: [] };
}

/** Of two browsers that create the same registration at once, the second runs again and finds the first one's. */
export async function onceMoreIfTaken<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return open();
  }
}

async function findOrCreatePerson(tx: Tx, email: string) {
  const known = await tx.person.findFirst({ where: { email }, select: { id: true }, orderBy: { id: "asc" } });
  return known ?? tx.person.create({ data: { email, firstName: "", lastName: "" }, select: { id: true } });
}
