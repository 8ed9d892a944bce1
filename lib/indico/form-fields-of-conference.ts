import "server-only";
import { db } from "@/lib/db/client";
import { type FormField, type FormFieldsFailure, readFormFields } from "@/lib/indico/read-form-fields";
import { indicoOf } from "@/lib/indico/site-of-conference";
import { err, type Result } from "@/lib/result";

/** The fields of the form that a conference is tied to, as Indico has them now. Never inside a transaction. */
export async function formFieldsOf(
  conferenceId: number,
  timeoutMs: number,
): Promise<Result<FormField[], FormFieldsFailure | "not-configured">> {
  const indico = await indicoOf(conferenceId);
  if (!indico) return err("not-configured");
  const client = await db();
  const example = await client.registration.findFirst({
    where: { conferenceId, indicoDbId: { not: null } },
    orderBy: { id: "desc" },
    select: { indicoDbId: true },
  });
  const { site, eventId, formId, known } = indico;
  const exampleId = example?.indicoDbId ?? null;
  return readFormFields(site, { eventId, formId }, { timeoutMs, api: known.api, exampleId });
}
