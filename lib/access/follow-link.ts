import "server-only";
import { db, transaction } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { isPublicId, newPublicId } from "@/lib/ids/public-id";
import { sendJob } from "@/lib/jobs/queue";
import { takeToken } from "@/lib/limits/take-token";
import type { PaymentLink } from "@/lib/registration/parse-link";
import { err, ok, type Result } from "@/lib/result";
import type { Mailbox } from "./code-allowance";
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
  | { kind: "verify"; requestId: string }
  /** Too many links were followed from the visitor's network, whatever they say; nothing is kept of this one. */
  | { kind: "wait" };

/**
 * A well-formed link to one of our conferences was followed. Whatever the link says, the answer is the same page; what
 * differs is only what a job finds out later, and the mailbox it writes to. Beyond the limits by mailbox and conference
 * no job is sent, and the answer is still the same. Only where the conference's policy is `link_first` Indico is asked
 * at once.
 */
export async function followLink(
  conference: Pick<Conference, "id" | "linkPolicy">,
  link: PaymentLink,
  visitor: Visitor,
  read: ReadLink,
): Promise<Followed> {
  const publicId = await findOpened(conference.id, link, visitor.accessToken);
  if (publicId) return { kind: "known", publicId };
  if (!(await mayFollow(visitor))) return { kind: "wait" };
  const mailbox = { conferenceId: conference.id, indicoDbId: link.registrationDbId, email: link.email };
  const mayRead = await mayBeRead(mailbox);
  if (mayRead && conference.linkPolicy === "link_first") {
    const opened = await openByLink(conference.id, link, visitor, read);
    if (opened) return { kind: "opened", ...opened };
  }
  const { friendlyId } = link;
  return { kind: "verify", requestId: await makeRequest({ ...mailbox, friendlyId, locale: visitor.locale }, mayRead) };
}

/** Not followed again: "wait" as above, "unknown" where what the link said is not known or was forgotten. */
export type NotFollowed = "wait" | "unknown";

/**
 * Follows the link behind a request once more ("Send a new code"). While a code is valid no second one is mailed.
 * @returns the new request
 */
export async function followAgain(
  requestId: string,
  visitor: Pick<Visitor, "address">,
): Promise<Result<string, NotFollowed>> {
  const client = await db();
  const request = isPublicId(requestId)
    ? await client.linkRequest.findUnique({ where: { publicId: requestId } })
    : null;
  if (!request) return err("unknown");
  if (!(await mayFollow(visitor))) return err("wait");
  return ok(await makeRequest(request, await mayBeRead(request)));
}

/** Asks for the code of a registration that this browser opened by the link alone. */
export async function askForCode(
  registrationId: number,
  visitor: Omit<Visitor, "accessToken">,
): Promise<Result<string, NotFollowed>> {
  const client = await db();
  const registration = await client.registration.findUniqueOrThrow({ where: { id: registrationId } });
  const { conferenceId, indicoDbId, indicoFriendlyId: friendlyId, email } = registration;
  if (indicoDbId === null || friendlyId === null) return err("unknown");
  if (!(await mayFollow(visitor))) return err("wait");
  const mailbox = { conferenceId, indicoDbId, email };
  return ok(await makeRequest({ ...mailbox, friendlyId, locale: visitor.locale }, await mayBeRead(mailbox)));
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

/** Depends on the visitor's address alone, so the answer may tell. */
export async function mayFollow({ address }: Pick<Visitor, "address">): Promise<boolean> {
  return (await takeToken("linkByAddress", address)) === "given";
}

/**
 * Whether a job may be sent for what a link says. Depends on what was followed before alone, never on what Foyer or
 * Indico knows of it. One after the other: a link that is refused must not use up the conference's allowance.
 */
async function mayBeRead({ conferenceId, indicoDbId, email }: Mailbox): Promise<boolean> {
  return (
    (await takeToken("linkByMailbox", `${conferenceId}:${indicoDbId}:${email}`)) === "given" &&
    (await takeToken("linkByConference", String(conferenceId))) === "given"
  );
}

type Requested = Mailbox & { friendlyId: number; locale: string };

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
