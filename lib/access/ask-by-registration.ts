import "server-only";
import { db, type Tx, transaction } from "@/lib/db/client";
import { isPublicId, newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";
import { takeToken } from "@/lib/limits/take-token";
import { err, ok, type Result } from "@/lib/result";
import type { FoundRegistration } from "./find-or-create-registration";
import { mayFollow, type NotFollowed, type Visitor } from "./follow-link";
import type { LinkReading, ReadLink } from "./read-link";

/**
 * A request for a code that no link of Indico stands behind: somebody opened a registration's own address, from a mail.
 * Its row holds our own id of the registration, negative, where others hold Indico's; 0 where there is no such
 * registration. So both kinds have their codes, tries and limits apart, by the same rules.
 */
export function isWithoutLink({ indicoDbId }: { indicoDbId: number }): boolean {
  return indicoDbId <= 0;
}

/**
 * Asks for a code for a registration of which the browser knows the address (`/r/{publicId}`) and nothing else. The code
 * goes to the mailbox that the registration has, from Indico or typed by staff, in its language. The answer, and what is done before it,
 * is the same for a registration that does not exist; beyond the limits no job is sent, and the answer is still the same.
 * Refused: too many from the visitor's network ("wait"), what is no public id or no portal with a conference ("unknown").
 */
export async function askByRegistration(
  publicId: string,
  { address, locale }: Pick<Visitor, "address" | "locale">,
): Promise<Result<string, NotFollowed>> {
  if (!isPublicId(publicId)) return err("unknown");
  if (!(await mayFollow({ address }))) return err("wait");
  const mayMail = (await takeToken("askedByRegistration", publicId)) === "given";
  const client = await db();
  const registration = await client.registration.findUnique({
    where: { publicId, state: { not: "erased" } },
    select: { id: true, conferenceId: true, email: true, locale: true },
  });
  const conference = await client.conference.findFirst({ orderBy: { id: "asc" }, select: { id: true } });
  if (!conference) return err("unknown");
  const requestId = newPublicId();
  await transaction(async (tx) => {
    const { id } = await tx.linkRequest.create({
      data: {
        publicId: requestId,
        // A row needs a conference; nothing is shown or mailed of it where nobody is meant.
        conferenceId: registration?.conferenceId ?? conference.id,
        indicoDbId: registration ? -registration.id : 0,
        friendlyId: 0,
        email: registration?.email ?? "",
        locale: registration?.locale ?? locale,
      },
      select: { id: true },
    });
    if (mayMail) await sendJob(tx, "link.read", { linkRequestId: id });
  });
  return ok(requestId);
}

/** Reads what a request means: our own registration where it was made without a link, else Indico as `read` does. */
export function readOwnOr(read: ReadLink): ReadLink {
  return async (request, timeoutMs): Promise<LinkReading> => {
    if (!isWithoutLink(request)) return read(request, timeoutMs);
    return (await findOwnRegistration(await db(), request)) ? "agrees" : "disagrees";
  };
}

/** The registration that a request without a link means, while it still has the mailbox that the code went to. */
export async function findOwnRegistration(
  tx: Tx,
  { indicoDbId, email }: { indicoDbId: number; email: string },
): Promise<FoundRegistration | null> {
  const registration = await tx.registration.findFirst({ where: { id: -indicoDbId, email, state: { not: "erased" } } });
  return registration && { registration, changed: [], audit: [] };
}
