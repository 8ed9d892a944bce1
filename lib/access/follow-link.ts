import "server-only";
import { db, transaction } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { isPublicId, newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";
import { takeToken } from "@/lib/limits/take-token";
import type { PaymentLink } from "@/lib/registration/parse-link";
import { openByLink } from "./open-by-link";
import type { ReadLink } from "./read-link";
import { findAccess } from "./sessions";

export type Visitor = { address: string; locale: string; accessToken: string | undefined };

export type Followed =
  /** This browser has opened the registration before. */
  | { kind: "known"; publicId: string }
  /** The conference trusts the link until an order exists, and Indico agrees with it. */
  | { kind: "opened"; publicId: string; accessToken: string }
  /** Whoever it is: the page that asks for the code. */
  | { kind: "verify"; requestId: string };

/**
 * A well-formed link to one of our conferences was followed. Whatever the link says, the answer is the same page; what
 * differs is only what a job finds out later, and the mailbox it writes to. Beyond the limits no job is sent, and the
 * answer is still the same. Only where the conference's policy is `link_first` Indico is asked at once.
 */
export async function followLink(
  conference: Pick<Conference, "id" | "linkPolicy">,
  link: PaymentLink,
  visitor: Visitor,
  read: ReadLink,
): Promise<Followed> {
  const publicId = await findOpened(conference.id, link, visitor.accessToken);
  if (publicId) return { kind: "known", publicId };
  const mayRead = await withinLimits(conference.id, link, visitor.address);
  if (mayRead && conference.linkPolicy === "link_first") {
    const opened = await openByLink(conference.id, link, visitor, read);
    if (opened) return { kind: "opened", ...opened };
  }
  const request = { conferenceId: conference.id, indicoDbId: link.registrationDbId, ...link, locale: visitor.locale };
  return { kind: "verify", requestId: await makeRequest(request, mayRead) };
}

/**
 * Follows the link behind a request once more ("Send a new code"). While a code is valid no second one is mailed.
 * @returns the new request; null where the old one is not known or was forgotten
 */
export async function followAgain(requestId: string, { address }: Pick<Visitor, "address">): Promise<string | null> {
  if (!isPublicId(requestId)) return null;
  const client = await db();
  const request = await client.linkRequest.findUnique({ where: { publicId: requestId } });
  if (!request) return null;
  const link = { registrationDbId: request.indicoDbId };
  return makeRequest(request, await withinLimits(request.conferenceId, link, address));
}

/** Asks for the code of a registration that this browser opened by the link alone. */
export async function askForCode(
  registrationId: number,
  visitor: Omit<Visitor, "accessToken">,
): Promise<string | null> {
  const client = await db();
  const registration = await client.registration.findUniqueOrThrow({ where: { id: registrationId } });
  const { conferenceId, indicoDbId, indicoFriendlyId: friendlyId, email } = registration;
  if (indicoDbId === null || friendlyId === null) return null;
  const mayRead = await withinLimits(conferenceId, { registrationDbId: indicoDbId }, visitor.address);
  return makeRequest({ conferenceId, indicoDbId, friendlyId, email, locale: visitor.locale }, mayRead);
}

/** The registration that this browser may open already, if the link means the same one with the same address. */
async function findOpened(conferenceId: number, link: PaymentLink, token: string | undefined): Promise<string | null> {
  if (!token) return null;
  const client = await db();
  const registration = await client.registration.findFirst({
    where: { conferenceId, indicoDbId: link.registrationDbId, email: link.email },
    select: { publicId: true },
  });
  const access = registration && (await findAccess(token, registration.publicId));
  return access ? registration.publicId : null;
}

async function withinLimits(
  conferenceId: number,
  { registrationDbId }: Pick<PaymentLink, "registrationDbId">,
  address: string,
): Promise<boolean> {
  // One after the other: an address that is refused must not use up the conference's allowance.
  return (
    (await takeToken("linkByAddress", address)) === "given" &&
    (await takeToken("linkByRegistration", `${conferenceId}:${registrationDbId}`)) === "given" &&
    (await takeToken("linkByConference", String(conferenceId))) === "given"
  );
}

type Requested = { conferenceId: number; indicoDbId: number; friendlyId: number; email: string; locale: string };

async function makeRequest(requested: Requested, mayRead: boolean): Promise<string> {
  const { conferenceId, indicoDbId, friendlyId, email, locale } = requested;
  const publicId = newPublicId();
  await transaction(async (tx) => {
    const { id } = await tx.linkRequest.create({
      data: { publicId, conferenceId, indicoDbId, friendlyId, email, locale },
      select: { id: true },
    });
    if (mayRead) await sendJob(tx, "link.read", { linkRequestId: id });
  });
  return publicId;
}
