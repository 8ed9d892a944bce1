import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db } from "@/lib/db/client";
import type { Drift } from "@/lib/db/generated/client";
import { mailTexts } from "@/lib/mail/mail-texts";
import { writeToPerson } from "@/lib/registration/write-to-person";

/** Asks a person to correct Indico's form, in their language; one mail for a difference as it is. @returns whether it went */
export async function mailIndicoForm({ registrationId, publicId, fingerprint }: Drift, actor: Actor): Promise<boolean> {
  if (registrationId === null) return false;
  const client = await db();
  const { locale, conference } = await client.registration.findUniqueOrThrow({
    where: { id: registrationId },
    select: {
      locale: true,
      conference: { select: { name: true, indicoUrl: true, indicoEventId: true, indicoFormId: true } },
    },
  });
  const { name, indicoUrl, indicoEventId, indicoFormId } = conference;
  const texts = mailTexts(locale);
  const url = `${indicoUrl}/event/${indicoEventId}/registrations/${indicoFormId}/`;
  const message = {
    subject: texts("indico-form.subject", { conference: name }),
    text: texts("indico-form.text", { url }),
    once: `${publicId}:${fingerprint}`,
  };
  return (await writeToPerson(registrationId, message, actor)).ok;
}
