import "server-only";
import { isDuplicate, type Tx } from "@/lib/db/client";
import { nextNumber } from "@/lib/ids/next-number";
import { newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";

/** The page's own reading of Indico has this long before the job takes over (seconds). */
const PREFILL_JOB_AFTER = 4;

/** A link whose follower may open what it means. */
type FollowedLink = {
  conferenceId: number;
  indicoDbId: number;
  friendlyId: number;
  email: string;
  locale: string;
  /** Whether Indico's values agree with the link; not where Indico did not answer. */
  isConfirmed: boolean;
};

/**
 * The registration that the link means. One that Indico has not confirmed gives way to one that it has: while Indico was
 * away anybody could claim the number with a mailbox of their own.
 * @returns null where Indico has not confirmed the link, and the number is another mailbox's already
 */
export async function findOrCreateRegistration(tx: Tx, followed: FollowedLink) {
  const { conferenceId, indicoDbId, friendlyId, email, locale, isConfirmed } = followed;
  await tx.$queryRaw`SELECT id FROM registration WHERE conference_id = ${conferenceId} AND indico_db_id = ${indicoDbId} FOR UPDATE`;
  const known = await tx.registration.findUnique({ where: { conferenceId_indicoDbId: { conferenceId, indicoDbId } } });
  if (known && (known.email === email || (isConfirmed && known.isConfirmed))) {
    const isNews = isConfirmed && !known.isConfirmed;
    const data = { email, locale, ...(isNews ? { isConfirmed, prefill: "waiting" as const } : {}) };
    const registration = await tx.registration.update({ where: { id: known.id }, data });
    if (isNews) await sendJob(tx, "registration.prefill", { registrationId: known.id });
    return registration;
  }
  if (known && !isConfirmed) return null;
  if (known) {
    await tx.registration.update({ where: { id: known.id }, data: { indicoDbId: null, prefill: "mismatch" } });
  }
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
  return registration;
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
