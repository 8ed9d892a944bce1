import { readSheet } from "read-excel-file/node";
import { startDeadline } from "@/lib/indico/deadline";
import { createExportView, type ExportView, FIXED_COLUMNS } from "@/lib/indico/export-view";
import { keepable } from "@/lib/indico/keepable";
import { currencyOfPriceText } from "@/lib/indico/price";
import type { AnswerValue, ChosenItem, IndicoAnswer, IndicoCodes, IndicoState } from "@/lib/indico/registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { err, ok, type Result } from "@/lib/result";

export type ExportRow = {
  friendlyId: number;
  state: IndicoState;
  /** As Indico prints it in British English. */
  priceText: string;
  currency: string | null;
  isPaid: boolean;
  checkedIn: boolean;
  tags: string[];
  answers: IndicoAnswer[];
};

type Cell = string | number | boolean | Date | null;

const STATES: Record<string, IndicoState> = {
  Completed: "complete",
  "Awaiting payment": "unpaid",
  Pending: "pending",
  Rejected: "rejected",
  Withdrawn: "withdrawn",
};

/**
 * The management export of some registrations of a form, scope `full:everything`, both versions. It shows state,
 * friendly number, tags and every answer. Ids that the form does not hold are left out: no row, no such registration.
 * A row does not name its database id; ask for one at a time, or know the friendly numbers. Read as XLSX, because CSV
 * loses the leading plus of phone numbers and line breaks. Source: CONTRACT section 4.
 * @param options.view as an earlier call returned it; a stale one is renewed
 */
export async function readByExport(
  site: IndicoSite,
  form: Pick<IndicoCodes, "eventId" | "formId">,
  registrationDbIds: readonly number[],
  options: { timeoutMs: number; view?: ExportView | null },
): Promise<Result<{ rows: ExportRow[]; view: ExportView }, IndicoFailure>> {
  const leftMs = startDeadline(options.timeoutMs);
  if (options.view) {
    const sheet = await fetchSheet(site, form, registrationDbIds, options.view, leftMs());
    if (!sheet.ok) return sheet;
    // Indico answers an unknown UUID with its default columns.
    if (hasOurColumns(sheet.value)) return ok({ rows: readRows(sheet.value, options.view), view: options.view });
  }
  const view = await createExportView(site, form, { timeoutMs: leftMs() });
  if (!view.ok) return view;
  const sheet = await fetchSheet(site, form, registrationDbIds, view.value, leftMs());
  if (!sheet.ok) return sheet;
  if (!hasOurColumns(sheet.value)) return err("unexpected-reply");
  return ok({ rows: readRows(sheet.value, view.value), view: view.value });
}

async function fetchSheet(
  site: IndicoSite,
  { eventId, formId }: Pick<IndicoCodes, "eventId" | "formId">,
  registrationDbIds: readonly number[],
  view: ExportView,
  timeoutMs: number,
): Promise<Result<Cell[][], IndicoFailure>> {
  const path = `/event/${eventId}/manage/registration/${formId}/registrations/registrations.xlsx?config=${view.configId}`;
  const form = new URLSearchParams(registrationDbIds.map((id) => ["registration_id", String(id)]));
  const reply = await site.call({ method: "POST", path, form, timeoutMs, maxBytes: 20 * 1024 * 1024 });
  if (!reply.ok) return reply;
  try {
    return ok(keepable(await readSheet(reply.value.body, { trim: false })) as Cell[][]);
  } catch {
    return err("unexpected-reply");
  }
}

function hasOurColumns([head = []]: Cell[][]): boolean {
  const last = head.slice(-FIXED_COLUMNS.length);
  return head[0] === "ID" && FIXED_COLUMNS.every((title, index) => last[index] === title);
}

function readRows([head = [], ...rows]: Cell[][], view: ExportView): ExportRow[] {
  const titles = head.map(String);
  const fixedFrom = titles.length - FIXED_COLUMNS.length;
  return rows.map((row) => {
    const [state, price, checkedIn, paymentDate, tags] = row.slice(fixedFrom);
    const priceText = String(price ?? "");
    return {
      friendlyId: Number(row[0]),
      state: STATES[String(state)] ?? "unknown",
      priceText,
      currency: currencyOfPriceText(priceText),
      isPaid: paymentDate !== null && paymentDate !== undefined && paymentDate !== "",
      checkedIn: checkedIn === true,
      tags: tags ? String(tags).split("; ") : [],
      // The first two columns are ID and Name.
      answers: titles.slice(2, fixedFrom).map((title, index) => answerOf(title, titles, row[index + 2] ?? null, view)),
    };
  });
}

/** A title that two columns share names neither field: such answers come as text, without an id. */
function answerOf(title: string, titles: string[], cell: Cell, view: ExportView): IndicoAnswer {
  const isAlone = titles.filter((other) => other === title).length === 1;
  const candidates = view.fields.filter((field) => field.title === title);
  const field = isAlone && candidates.length === 1 ? candidates[0] : undefined;
  return { fieldId: field?.id ?? null, title, inputType: null, value: cellValue(cell, field) };
}

function cellValue(cell: Cell, field: ExportView["fields"][number] | undefined): AnswerValue | null {
  if (cell === null || cell === "") return null;
  if (typeof cell === "number") return { kind: "number", number: cell };
  if (typeof cell === "boolean") return { kind: "yes-no", yes: cell };
  if (cell instanceof Date) return { kind: "date", date: cell.toISOString().slice(0, 19).replace("T00:00:00", "") };
  if (field?.isYesNo && (cell === "Yes" || cell === "No")) return { kind: "yes-no", yes: cell === "Yes" };
  const chosen = field?.choices && readChoices(cell, field.choices);
  return chosen ? { kind: "choices", choices: chosen } : { kind: "text", text: cell };
}

/**
 * Captions as the export joins them: `Castle tour; Dinner (+1)`, where (+1) means two places.
 * @returns null when a part is no caption of the field (one that was renamed since, say)
 */
export function readChoices(text: string, choices: readonly { id: string; caption: string }[]): ChosenItem[] | null {
  const chosen: ChosenItem[] = [];
  let rest = text;
  while (rest !== "") {
    const choice = choices
      .filter(({ caption }) => rest.startsWith(caption) && /^( \(\+\d+\))?($|; )/.test(rest.slice(caption.length)))
      .sort((one, other) => other.caption.length - one.caption.length)[0];
    if (!choice) return null;
    const [whole = "", extra] = /^(?: \(\+(\d+)\))?(?:; |$)/.exec(rest.slice(choice.caption.length)) ?? [];
    chosen.push({ choiceId: choice.id, caption: choice.caption, count: 1 + Number(extra ?? 0) });
    rest = rest.slice(choice.caption.length + whole.length);
  }
  return chosen;
}
