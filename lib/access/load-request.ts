import "server-only";
import { db } from "@/lib/db/client";
import { hashSecret, isPublicId } from "@/lib/ids/public-id";
import { isWithoutLink } from "./ask-by-registration";
import { CODE_MINUTES, CODE_TRIES } from "./code-allowance";

/**
 * A followed link as its page shows it: out of the link itself and this page's own tries, never out of what Indico said
 * or what was mailed, so that it looks alike whether or not anybody is registered. Of one without a link the page shows
 * neither address nor conference.
 */
export async function loadLinkRequest(requestId: string) {
  const client = await db();
  const request = isPublicId(requestId)
    ? await client.linkRequest.findUnique({
        where: { publicId: requestId },
        select: { email: true, indicoDbId: true, triesLeft: true, createdAt: true, conference: true },
      })
    : null;
  if (!request) return null;
  const { email, triesLeft, createdAt, conference } = request;
  const validUntil = new Date(createdAt.getTime() + CODE_MINUTES * 60_000);
  return {
    isWithoutLink: isWithoutLink(request),
    email,
    conference,
    triesLeft,
    wasWrong: triesLeft < CODE_TRIES,
    validUntil,
  };
}

/** The conference of a mail's one-time link while it can be used; looking spends nothing. */
export async function findLinkConference(secret: string, now: Date) {
  const client = await db();
  const request = await client.linkRequest.findFirst({
    where: { linkHash: hashSecret(secret), state: "sent", expiresAt: { gt: now } },
    select: { conference: true },
  });
  return request?.conference ?? null;
}
