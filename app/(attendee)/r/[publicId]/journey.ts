import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Access, findAccess, findEndedAccess } from "@/lib/access/sessions";
import { isPublicId } from "@/lib/ids/public-id";
import { type Journey, leadsTo, loadJourney, type OwnPage } from "@/lib/registration/load-journey";
import { readAccessToken } from "../../access-cookie";

export type OpenJourney = { access: Access; journey: Journey };

/**
 * A registration that this browser may open, or the page it is sent to instead. `codeFirst`: it came by the link alone,
 * and an order exists. `isStranger`: it may not open the registration, if there is one: its own address offers a code.
 * `ended`: its session ended by itself; a form that comes now is kept there.
 */
export type FoundJourney =
  | ({ open: true } & OpenJourney)
  | { open: false; to: string; codeFirst?: Journey; isStranger?: true; ended?: Access | undefined };

/**
 * The guard of every page and handler under `/r/{publicId}`: the cookie's session must hold a grant. Who came by the
 * link alone proves the mailbox once an order exists, whoever placed it. For route handlers, which answer with a redirect of their own.
 */
export const findJourney = cache(async (publicId: string): Promise<FoundJourney> => {
  if (!isPublicId(publicId)) return { open: false, to: "/cannot-open" };
  const token = await readAccessToken();
  const access = await findAccess(token, publicId);
  if (!access) {
    const ended = await findEndedAccess(token, publicId);
    const own = `/r/${publicId}`;
    return ended
      ? { open: false, to: `/session-over?of=${publicId}`, ended }
      : { open: false, to: own, isStranger: true };
  }
  const journey = await loadJourney(access.registrationId);
  const isOrdered = journey.order !== null || journey.registration.lines.length > 0;
  if (access.level === "link" && isOrdered) return { open: false, to: `/r/${publicId}`, codeFirst: journey };
  return { open: true, access, journey };
});

/** `findJourney` for pages: does not return for a browser that may not open the registration. */
export async function requireJourney(publicId: string): Promise<OpenJourney> {
  const found = await findJourney(publicId);
  return found.open ? found : redirect(found.to);
}

/**
 * `findJourney` for one page of the way: a person may go back to an earlier one, but who is not there yet, is blocked,
 * or has placed the order is sent to where they stand.
 */
export async function findStep(publicId: string, page: OwnPage): Promise<FoundJourney> {
  const found = await findJourney(publicId);
  return found.open && !leadsTo(found.journey, page) ? { open: false, to: `/r/${publicId}` } : found;
}

/** `findStep` for pages: does not return for a browser that is to be elsewhere. */
export async function requireStep(publicId: string, page: OwnPage): Promise<OpenJourney> {
  const found = await findStep(publicId, page);
  return found.open ? found : redirect(found.to);
}
