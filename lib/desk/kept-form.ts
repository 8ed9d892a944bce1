import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { db } from "@/lib/db/client";
import type { FormValues } from "@/lib/http/form-values";

/** The browser of a signed-in staff member. */
type Browser = { readonly sessionId: string };

/** `problems` is the form's own: what was wrong with the values when they came. */
export type KeptStaffForm<Problems> = { values: FormValues; problems: Problems };

/**
 * Keeps what a staff member sent and could not be taken, so that the redirect after it shows the form as it was left,
 * with the problems. Nothing of it counts as done. What must not be kept (a password) is taken out by the caller.
 * @param form which form of which object: "payments.refund:7"
 */
export async function keepStaffForm<Problems extends Json>(
  { sessionId }: Browser,
  form: string,
  kept: KeptStaffForm<Problems>,
): Promise<void> {
  const data = { values: kept.values, problems: kept.problems as object, keptAt: new Date() };
  const client = await db();
  await client.keptStaffForm.upsert({
    where: { staffSessionId_form: { staffSessionId: sessionId, form } },
    create: { staffSessionId: sessionId, form, ...data },
    update: data,
  });
}

/** What `keepStaffForm` kept for this browser; null when the last try was taken, or was forgotten after twelve hours. */
export async function findKeptStaffForm<Problems extends Json>(
  { sessionId }: Browser,
  form: string,
): Promise<KeptStaffForm<Problems> | null> {
  const client = await db();
  const kept = await client.keptStaffForm.findUnique({
    where: { staffSessionId_form: { staffSessionId: sessionId, form } },
    select: { values: true, problems: true },
  });
  return kept && { values: kept.values as FormValues, problems: kept.problems as Problems };
}

/** The form was taken, or left: what was kept of earlier tries goes. */
export async function dropKeptStaffForm({ sessionId }: Browser, form: string): Promise<void> {
  const client = await db();
  await client.keptStaffForm.deleteMany({ where: { staffSessionId: sessionId, form } });
}
