import { db } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import type { LetterFacts } from "@/lib/mail/queue-mail";
import type { PaymentLink } from "@/lib/registration/parse-link";
import { followLink } from "./follow-link";
import { type LinkReading, type ReadLink, readFollowedLink } from "./read-link";

let count = 0;

/** A link to a conference of `seedConference`, by default to nobody else's registration. */
export function linkTo(conference: Conference, link: Partial<PaymentLink> = {}): PaymentLink {
  count += 1;
  const { indicoEventId, indicoFormId } = conference;
  const email = `person${count}@example.org`;
  const ids = {
    eventId: indicoEventId ?? 0,
    formId: indicoFormId ?? 0,
    friendlyId: count,
    registrationDbId: 5_000 + count,
  };
  return { ...ids, email, ...link };
}

/** An Indico that says the same of every link, or what a function says; counts how often it is asked. */
export function indicoSays(says: LinkReading | ((link: Parameters<ReadLink>[0]) => LinkReading)) {
  const asked: Parameters<ReadLink>[0][] = [];
  const read: ReadLink = async (link) => {
    asked.push(link);
    return typeof says === "function" ? says(link) : says;
  };
  return { read, asked };
}

/** Follows a link from a browser at an address of its own, and runs the job that it left, if it left one. */
export async function followed(
  conference: Conference,
  link: PaymentLink,
  { read }: { read: ReadLink },
  accessToken?: string,
): Promise<string> {
  count += 1;
  const visitor = { address: `198.51.100.${count}`, locale: "en", accessToken };
  const outcome = await followLink(conference, link, visitor, read);
  if (outcome.kind !== "verify") throw new Error(`Followed: ${outcome.kind}`);
  const { id } = await (await db()).linkRequest.findUniqueOrThrow({ where: { publicId: outcome.requestId } });
  await readFollowedLink(id, read);
  return outcome.requestId;
}

/** What the letters to an address carry, the newest first. */
export async function mailedTo(recipient: string): Promise<LetterFacts["verification-code"][]> {
  const client = await db();
  const mails = await client.mail.findMany({
    where: { recipient, letter: "verification-code" },
    orderBy: { id: "desc" },
  });
  return mails.map(({ facts }) => facts as LetterFacts["verification-code"]);
}

/** The code of the newest letter. */
export async function codeFor(recipient: string): Promise<string> {
  const [newest] = await mailedTo(recipient);
  if (!newest) throw new Error(`No letter to ${recipient}`);
  return newest.code;
}

/** A code that is not this one. */
export const wrong = (code: string) => (code === "000000" ? "000001" : "000000");
