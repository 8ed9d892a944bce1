import "server-only";
import { db, transaction } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import type { PaymentLink } from "@/lib/registration/parse-link";
import { findOrCreateRegistration, onceMoreIfTaken } from "./find-or-create-registration";
import { mayAskIndico } from "./may-ask-indico";
import type { ReadLink } from "./read-link";
import { grantAccess } from "./sessions";

/** The link's page waits no longer for Indico. */
const PAGE_WAITS_MS = 3_000;

/**
 * Opens a registration by its link alone, for a conference that chose so (`link_first`): whoever knows or guesses the
 * link sees what Indico holds of the person, until an order exists. Only where Indico agrees with the link.
 * @returns null where the code has to be asked for after all
 */
export async function openByLink(
  conferenceId: number,
  link: PaymentLink,
  { locale, accessToken }: { locale: string; accessToken: string | undefined },
  read: ReadLink,
): Promise<{ publicId: string; accessToken: string } | null> {
  const { registrationDbId: indicoDbId, friendlyId, email } = link;
  if (await hasOrder(conferenceId, indicoDbId)) return null;
  if (!(await mayAskIndico({ conferenceId, indicoDbId, email }))) return null;
  const reading = await read({ conferenceId, indicoDbId, friendlyId, email }, PAGE_WAITS_MS);
  if (reading !== "agrees") return null;
  return onceMoreIfTaken(() =>
    transaction(async (tx) => {
      const followed = { conferenceId, indicoDbId, friendlyId, email, locale, isConfirmed: true };
      const found = await findOrCreateRegistration(tx, followed);
      if (!found) return null;
      const { registration } = found;
      const token = await grantAccess(tx, accessToken, registration.id, "link");
      await publish(tx, {
        conferenceId,
        actor: { kind: "person", id: String(registration.id) },
        registrations: found.changed,
        audit: [...found.audit, { what: "access.opened-by-link", object: "registration", objectId: registration.id }],
      });
      return { publicId: registration.publicId, accessToken: token };
    }),
  );
}

async function hasOrder(conferenceId: number, indicoDbId: number): Promise<boolean> {
  const client = await db();
  const order = await client.order.findFirst({
    where: { conferenceId, payer: { indicoDbId }, state: { in: ["draft", "placed"] } },
    select: { id: true },
  });
  return order !== null;
}
