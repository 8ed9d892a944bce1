import { z } from "zod";
import { startDeadline } from "@/lib/indico/deadline";
import { readColumns } from "@/lib/indico/export-view";
import type { IndicoApi } from "@/lib/indico/read-registration";
import type { IndicoCodes } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

/** A field of Indico's registration form, for whoever maps it. */
export type FormField = {
  /** Null for personal data on Indico 3.2, which is named by its role. */
  id: number | null;
  title: string;
  /** Captions in the form's order; null where it has no choices. */
  choices: string[] | null;
};

/** "nobody": this Indico shows its fields only of a registration, and there is none yet. */
export type FormFieldsFailure = IndicoFailure | "nobody";

type Form = Pick<IndicoCodes, "eventId" | "formId">;

const Listed = z.array(z.object({ id: z.int() }));
const Sections = z.object({
  registration_data: z.array(
    z.object({
      fields: z.array(
        z.object({
          id: z.int(),
          title: z.string(),
          choices: z.array(z.looseObject({ caption: z.string() })).optional(),
        }),
      ),
    }),
  ),
});
const Customize = z.object({ html: z.string() });

/**
 * The fields of a form as Indico has them now; changes nothing there. Since 3.3 by any registration of it (scope
 * `registrants`), before by the page on which managers choose columns (scope `full:everything`).
 * @param options.exampleId a registration's database id, if we know one; else the form's list is asked
 */
export async function readFormFields(
  site: IndicoSite,
  form: Form,
  { timeoutMs, api, exampleId }: { timeoutMs: number; api: IndicoApi | null; exampleId: number | null },
): Promise<Result<FormField[], FormFieldsFailure>> {
  const leftMs = startDeadline(timeoutMs);
  if (api !== "legacy") {
    const known = exampleId === null ? err("not-found") : await readByRegistration(site, form, exampleId, leftMs());
    if (known.ok) return known;
    const read = known.error === "not-found" ? await readByAny(site, form, leftMs) : known;
    if (read.ok || read.error !== "not-supported") return read;
  }
  return readByColumns(site, form, leftMs());
}

async function readByAny(
  site: IndicoSite,
  form: Form,
  leftMs: () => number,
): Promise<Result<FormField[], FormFieldsFailure>> {
  const path = `/api/checkin/event/${form.eventId}/forms/${form.formId}/registrations/`;
  const list = await site.callJson({ path, timeoutMs: leftMs(), maxBytes: 20 * 1024 * 1024 }, Listed);
  if (!list.ok) return list;
  const [first] = list.value;
  return first ? readByRegistration(site, form, first.id, leftMs()) : err("nobody");
}

async function readByRegistration(
  site: IndicoSite,
  { eventId, formId }: Form,
  registrationDbId: number,
  timeoutMs: number,
): Promise<Result<FormField[], IndicoFailure>> {
  const path = `/api/checkin/event/${eventId}/forms/${formId}/registrations/${registrationDbId}`;
  const reply = await site.callJson({ path, timeoutMs }, Sections);
  if (!reply.ok) return reply;
  const fields = reply.value.registration_data.flatMap((section) => section.fields);
  return ok(
    fields.map(({ id, title, choices }) => ({
      id,
      title,
      choices: choices?.length ? choices.map(({ caption }) => caption) : null,
    })),
  );
}

async function readByColumns(
  site: IndicoSite,
  { eventId, formId }: Form,
  timeoutMs: number,
): Promise<Result<FormField[], IndicoFailure>> {
  const path = `/event/${eventId}/manage/registration/${formId}/registrations/customize`;
  const page = await site.callJson({ path, timeoutMs }, Customize);
  if (!page.ok) return page;
  const columns = readColumns(page.value.html);
  if (columns.length === 0) return err("unexpected-reply");
  return ok(
    columns.map(({ field: { id, title, choices } }) => ({
      id,
      title,
      choices: choices?.map(({ caption }) => caption) ?? null,
    })),
  );
}
