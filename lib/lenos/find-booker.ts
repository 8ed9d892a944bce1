import "server-only";
import { db } from "@/lib/db/client";
import type { LenosAccess } from "@/lib/lenos/access";
import { isWithin, type StoredRow } from "@/lib/lenos/show-row";

/** The person whom an app books for. */
export type Booker = {
  readonly registrationId: number;
  readonly publicId: string;
  readonly locale: string;
  /** As the app was told it. */
  readonly status: string;
};

/** Whom an app names, as far as it may see them: erased, filtered out and unknown are alike not there. */
export async function findBooker(access: LenosAccess, personId: string): Promise<Booker | null> {
  const client = await db();
  const [row] = await client.$queryRaw<{ id: number; locale: string; payload: StoredRow["payload"] }[]>`
    SELECT r.id, r.locale, f.payload FROM registration r
      JOIN feed_row f ON f.conference_id = r.conference_id AND f.resource = 'person' AND f.entity_id = r.public_id
     WHERE r.conference_id = ${access.conferenceId} AND r.public_id = ${personId} AND f.state = 'current'`;
  if (!row || !isWithin(row.payload, access)) return null;
  const { id: registrationId, locale, payload } = row;
  return { registrationId, publicId: personId, locale, status: String(payload.RegistrationStatus ?? "") };
}

/** A session of the conference by its id on the wire. */
export async function findSessionId(conferenceId: number, publicId: string): Promise<number | null> {
  const client = await db();
  const session = await client.session.findFirst({ where: { conferenceId, publicId }, select: { id: true } });
  return session?.id ?? null;
}
