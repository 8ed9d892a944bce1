import "server-only";
import { db } from "@/lib/db/client";
import { bringInStep } from "@/lib/indico/bring-in-step";
import { indicoOf, rememberIndico } from "@/lib/indico/site-of-conference";
import type { MirrorOutcome, MirrorWish } from "@/lib/mirror/write-mirror";

const ATTEMPT_MS = 85_000;

/** The mirror's calls on a real Indico: one attempt of `bringInStep`, its codes told as the mirror's reasons. */
export async function writeToIndico(wish: MirrorWish): Promise<MirrorOutcome> {
  const indico = await indicoOf(wish.conferenceId);
  if (!indico) return { kind: "failed", reason: "not-configured" };
  const client = await db();
  const { indicoDbId } = await client.registration.findUniqueOrThrow({
    where: { id: wish.registrationId },
    select: { indicoDbId: true },
  });
  if (indicoDbId === null) return { kind: "failed", reason: "not-configured" };
  const codes = { eventId: indico.eventId, formId: indico.formId, registrationDbId: indicoDbId };
  const wishes = {
    ...(wish.paid === null ? {} : { paid: wish.paid }),
    ...(wish.checkedIn === null ? {} : { checkedIn: wish.checkedIn }),
  };
  const step = await bringInStep(indico.site, codes, wishes, { timeoutMs: ATTEMPT_MS, known: indico.known });
  if (!step.ok) return { kind: "failed", reason: step.error };
  await rememberIndico(wish.conferenceId, indico.known, step.value.known);
  const { seen, paid, checkedIn } = step.value;
  const refusal = [paid, checkedIn].find((verdict) => verdict !== "as-wished" && verdict !== "not-asked");
  return { kind: "seen", paid: seen?.isPaid ?? false, checkedIn: seen?.checkedIn ?? false, refusal: refusal ?? null };
}
