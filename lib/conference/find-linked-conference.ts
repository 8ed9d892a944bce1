import "server-only";
import { db } from "@/lib/db/client";
import type { PaymentLink } from "@/lib/registration/parse-link";

/**
 * The conference that a payment link means: the one tied to its event and form. Where several Indicos use the same
 * numbers the link has to name it.
 * @param slug of the longer form of the link, `/pay/{conference}`
 * @returns null where no conference of ours, or more than one, is meant
 */
export async function findLinkedConference({ eventId, formId }: PaymentLink, slug?: string) {
  if (slug !== undefined && !/^[a-z0-9-]+$/.test(slug)) return null;
  const client = await db();
  const found = await client.conference.findMany({
    where: { indicoEventId: eventId, indicoFormId: formId, ...(slug === undefined ? {} : { slug }) },
    select: { id: true, linkPolicy: true, languages: true },
    take: 2,
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
