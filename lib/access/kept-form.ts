import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import { db } from "@/lib/db/client";
import type { FormValues } from "@/lib/http/form-values";
import type { Access } from "./sessions";

/** The forms of a registration's pages. */
export type FormName = "details" | "choose" | "pay" | "change";

/** `problems` is the form's own: what was wrong with the values when they came. */
export type KeptForm<Problems> = { values: FormValues; problems: Problems };

/**
 * Keeps what one browser sent and could not be taken, so that the redirect after it shows the form as it was left,
 * with the problems, whether or not the browser runs scripts. Nothing of it counts as the person's answer.
 */
export async function keepForm<Problems extends Json>(
  { sessionId, registrationId }: Access,
  form: FormName,
  kept: KeptForm<Problems>,
): Promise<void> {
  const data = { values: kept.values, problems: kept.problems as object, keptAt: new Date() };
  const client = await db();
  await client.keptForm.upsert({
    where: { sessionId_registrationId_form: { sessionId, registrationId, form } },
    create: { sessionId, registrationId, form, ...data },
    update: data,
  });
}

/** What `keepForm` kept for this browser; null when the last try was taken, or was forgotten after twelve hours. */
export async function findKeptForm<Problems extends Json>(
  { sessionId, registrationId }: Access,
  form: FormName,
): Promise<KeptForm<Problems> | null> {
  const client = await db();
  const kept = await client.keptForm.findUnique({
    where: { sessionId_registrationId_form: { sessionId, registrationId, form } },
    select: { values: true, problems: true },
  });
  return kept && { values: kept.values as FormValues, problems: kept.problems as Problems };
}

/** The form was taken: what was kept of earlier tries goes. */
export async function dropKeptForm({ sessionId, registrationId }: Access, form: FormName): Promise<void> {
  const client = await db();
  await client.keptForm.deleteMany({ where: { sessionId, registrationId, form } });
}
