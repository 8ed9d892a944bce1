import "server-only";
import { db } from "@/lib/db/client";
import { MOST_OF_A_KIND, REGISTRANT, type Scope, toRegistrant, type WorkItem, within } from "./work-item";

/** A code that did not arrive is asked for anew by the person, and holds nothing any more. */
const OF_A_MOMENT = ["verification-code"];

/** Mails to registrants that came back or found no way, and that nobody has looked at. */
export async function loadFailedMails(scope: Scope): Promise<WorkItem[]> {
  const client = await db();
  const mails = await client.mail.findMany({
    where: { ...within(scope), state: "failed", dismissedAt: null, letter: { notIn: OF_A_MOMENT } },
    orderBy: { createdAt: "asc" },
    take: MOST_OF_A_KIND,
    include: { registration: { select: REGISTRANT } },
  });
  return mails.flatMap(({ id, registration, createdAt, letter, recipient, failure }) =>
    registration
      ? [
          {
            kind: "mail-failed" as const,
            registrant: toRegistrant(registration),
            since: createdAt,
            ...{ mailId: id, letter, recipient, failure: failure ?? "" },
          },
        ]
      : [],
  );
}
