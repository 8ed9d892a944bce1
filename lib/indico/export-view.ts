import { z } from "zod";
import { startDeadline } from "@/lib/indico/deadline";
import type { IndicoCodes } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

/**
 * A choice of columns that Indico keeps under a UUID, and what the columns mean. Made once per form and stored by the
 * caller, since every new one leaves a row in Indico.
 */
export const ExportView = z.object({
  configId: z.string(),
  fields: z.array(
    z.object({
      /** Null for personal data, which Indico's list names by role. */
      id: z.int().nullable(),
      title: z.string(),
      /** The choices of a choice field, in the form's order; null for other fields. */
      choices: z.array(z.object({ id: z.string(), caption: z.string() })).nullable(),
      isYesNo: z.boolean(),
    }),
  ),
});
export type ExportView = z.infer<typeof ExportView>;
type ViewField = ExportView["fields"][number];

/** The fixed columns that we ask for; Indico puts them behind the form's, in this order and under these titles. */
const FIXED_ITEMS = ["price", "state", "checked_in", "payment_date", "tags_present"];
export const FIXED_COLUMNS = ["Registration state", "Price", "Checked in", "Payment date", "Tags"];

/**
 * Who stands in the list while its columns are chosen: those who were rejected and are checked in, so nobody. Indico
 * answers a choice of columns with the whole list as a page, which takes it seconds and megabytes for a few hundred
 * registrations. The export of given registrations asks no filter.
 */
export const NOBODY_LISTED = { field_state: "3", field_checked_in: "1" };

const PERSONAL_ITEMS = new Set([
  "title",
  "first_name",
  "last_name",
  "email",
  "position",
  "affiliation",
  "address",
  "phone",
  "country",
]);

const Customize = z.object({ html: z.string() });
const StaticUrl = z.object({ url: z.string() });

/**
 * Makes Indico keep a list of all columns of the form, managers-only ones included. Three calls, scope
 * `full:everything`. Source: CONTRACT section 4.
 */
export async function createExportView(
  site: IndicoSite,
  { eventId, formId }: Pick<IndicoCodes, "eventId" | "formId">,
  { timeoutMs }: { timeoutMs: number },
): Promise<Result<ExportView, IndicoFailure>> {
  const leftMs = startDeadline(timeoutMs);
  const list = `/event/${eventId}/manage/registration/${formId}/registrations`;
  const page = await site.callJson({ path: `${list}/customize`, timeoutMs: leftMs() }, Customize);
  if (!page.ok) return page;
  const columns = readColumns(page.value.html);
  if (columns.length === 0) return err("unexpected-reply");

  const visible = JSON.stringify([...columns.map((column) => column.item), ...FIXED_ITEMS]);
  const form = new URLSearchParams({ visible_items: visible, ...NOBODY_LISTED });
  const chosen = await site.call({ method: "POST", path: `${list}/customize`, form, timeoutMs: leftMs() });
  if (!chosen.ok) return chosen;
  // The choice of columns lives in the session until the next call keeps it.
  const cookie = chosen.value.cookies.map((line) => line.split(";", 1)[0]).join("; ");
  const kept = await site.callJson(
    { method: "POST", path: `${list}/static-url`, form: new URLSearchParams(), cookie, timeoutMs: leftMs() },
    StaticUrl,
  );
  if (!kept.ok) return kept;
  const configId = /[?&]config=([\w-]+)/.exec(kept.value.url)?.[1];
  return configId ? ok({ configId, fields: columns.map((column) => column.field) }) : err("unexpected-reply");
}

/** The columns that Indico's own page offers: `data-id`, the title, and the filter's choices. */
export function readColumns(html: string): { item: string | number; field: ViewField }[] {
  return html
    .split(/(?=data-id=")/)
    .slice(1)
    .flatMap((part) => {
      const item = /^data-id="(\w+)"/.exec(part)?.[1] ?? "";
      const title = /<div class="title">([^<]*)<\/div>/.exec(part)?.[1];
      const isOwn = /^\d+$/.test(item);
      if (title === undefined || !(isOwn || PERSONAL_ITEMS.has(item))) return [];
      const options = [...part.matchAll(/<input [^>]*value="([^"]*)"[^>]*>\s*<label [^>]*>([^<]*)<\/label>/g)].map(
        ([, id = "", caption = ""]) => ({ id: decodeHtml(id), caption: decodeHtml(caption) }),
      );
      const isYesNo = options.length > 0 && options.every(({ id }) => id === "true" || id === "false");
      const choices = options.length > 0 && !isYesNo && item !== "country" ? options : null;
      const field = { id: isOwn ? Number(item) : null, title: decodeHtml(title), choices, isYesNo };
      return [{ item: isOwn ? Number(item) : item, field }];
    });
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };

/** Undoes the escaping of Indico's templates (markupsafe), which knows these five. */
function decodeHtml(text: string): string {
  return text.replace(/&(amp|lt|gt|#34|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole).trim();
}
