import { type ListedRegistration, listRegistrations } from "@/lib/indico/list-registrations";
import { categoryOf, type IndicoMapping } from "@/lib/indico/map-registration";
import { priceMinor } from "@/lib/indico/price";
import { type ExportRow, readByExport } from "@/lib/indico/read-by-export";
import type { KnownOfIndico } from "@/lib/indico/read-registration";
import type { IndicoFailure } from "@/lib/indico/site";
import type { ConferenceIndico } from "@/lib/indico/site-of-conference";
import { err, ok, type Result } from "@/lib/result";
import type { Mapped, Theirs } from "./compare";

/** Below the 120 s after which a job runs again. */
const LIST_MS = 100_000;
const EXPORT_MS = 60_000;

/** Indico's list as a comparison keeps it. */
export type Listed = { api: "check-in" | "legacy"; rows: ListedRegistration[] };

/** One whom we look for in Indico. */
export type Sought = { indicoDbId: number; friendlyId: number | null };

/** Reads the list of all registrations, in one call. */
export async function readList(indico: ConferenceIndico): Promise<Result<Listed, IndicoFailure>> {
  const list = await listRegistrations(indico.site, indico, { timeoutMs: LIST_MS, api: indico.known.api });
  return list.ok ? ok({ api: list.value.api, rows: list.value.registrations }) : list;
}

/** Which categories a conference's mapping assigns. */
export function mappedCategories(mapping: IndicoMapping): Mapped {
  const codes = (kind: "field" | "tag") =>
    mapping.categories.filter(({ when }) => kind in when).map(({ category }) => category);
  return { byChoice: codes("field"), byTag: codes("tag") };
}

/** The list was read and the export is not to be had: the category is left out of the comparison, not all of it. */
const ANSWERS_CLOSED: readonly IndicoFailure[] = ["scope-missing", "forbidden", "not-supported", "unexpected-reply"];

export type TheirsRead = { theirs: Map<number, Theirs>; known: KnownOfIndico; isAnswerUnread: boolean };

/**
 * What Indico shows of some registrations; one that its form does not hold is missing. The list says it all where it is
 * the check-in API's and no choice of the form decides the category; otherwise the management export is asked.
 */
export async function readTheirs(
  indico: ConferenceIndico,
  listed: Listed,
  sought: readonly Sought[],
  mapping: IndicoMapping,
): Promise<Result<TheirsRead, IndicoFailure>> {
  const byId = new Map(listed.rows.map((row) => [row.registrationDbId, row]));
  const isLegacy = listed.api === "legacy";
  const wantsAnswers = mapping.categories.some(({ when }) => "field" in when);
  const asked = isLegacy ? sought : sought.filter(({ indicoDbId }) => byId.has(indicoDbId));
  const known = { ...indico.known, api: listed.api };
  if (!isLegacy && !wantsAnswers) return ok({ theirs: fromList(asked, byId, mapping), known, isAnswerUnread: false });
  const rows = await exportRows(indico, asked, byId);
  if (rows.ok) {
    const theirs = fromExport(rows.value.rows, byId, mapping);
    return ok({ theirs, known: { ...known, exportView: rows.value.view }, isAnswerUnread: false });
  }
  if (isLegacy || !ANSWERS_CLOSED.includes(rows.error)) return err(rows.error);
  return ok({ theirs: fromList(asked, byId, null), known, isAnswerUnread: true });
}

/** @param mapping null where only a choice of the form could tell the category */
function fromList(
  asked: readonly Sought[],
  byId: ReadonlyMap<number, ListedRegistration>,
  mapping: IndicoMapping | null,
): Map<number, Theirs> {
  const theirs = new Map<number, Theirs>();
  for (const { indicoDbId } of asked) {
    const row = byId.get(indicoDbId);
    if (!row) continue;
    const categoryCode = mapping ? categoryOf({ answers: [], tags: row.tags }, mapping) : undefined;
    theirs.set(indicoDbId, {
      indicoDbId,
      ...personOf(row),
      state: row.state ?? "unknown",
      isPaid: row.isPaid ?? false,
      isCheckedIn: row.checkedIn,
      priceMinor: row.priceMinor,
      currency: row.currency,
      categoryCode,
    });
  }
  return theirs;
}

function fromExport(
  rows: ReadonlyMap<number, ExportRow>,
  byId: ReadonlyMap<number, ListedRegistration>,
  mapping: IndicoMapping,
): Map<number, Theirs> {
  const theirs = new Map<number, Theirs>();
  for (const [indicoDbId, row] of rows) {
    theirs.set(indicoDbId, {
      indicoDbId,
      ...personOf(byId.get(indicoDbId)),
      state: row.state,
      isPaid: row.isPaid,
      isCheckedIn: row.checkedIn,
      priceMinor: priceOf(row),
      currency: row.currency,
      categoryCode: categoryOf(row, mapping),
    });
  }
  return theirs;
}

/** The 3.2 list leaves out who withdrew: their names are not compared. */
function personOf(row: ListedRegistration | undefined) {
  const { fullName = null, firstName = null, lastName = null, email = null } = row ?? {};
  return { fullName, firstName, lastName, email };
}

/** "€1,610.00", as Indico prints it in British English. */
function priceOf({ priceText, currency }: ExportRow): number | null {
  const digits = priceText.replace(/[^\d.]/g, "");
  return digits === "" ? 0 : priceMinor(Number(digits), currency);
}

/**
 * The export of several registrations at once. Its rows name no database id: they are told apart by friendly number,
 * else by an address that one alone has; who is left over is asked for alone.
 */
async function exportRows(
  indico: ConferenceIndico,
  sought: readonly Sought[],
  byId: ReadonlyMap<number, ListedRegistration>,
): Promise<Result<{ rows: Map<number, ExportRow>; view: KnownOfIndico["exportView"] }, IndicoFailure>> {
  const found = new Map<number, ExportRow>();
  if (sought.length === 0) return ok({ rows: found, view: indico.known.exportView });
  const ids = sought.map(({ indicoDbId }) => indicoDbId);
  const read = await readByExport(indico.site, indico, ids, { timeoutMs: EXPORT_MS, view: indico.known.exportView });
  if (!read.ok) return read;
  const { rows, view } = read.value;
  const left = new Map(rows.map((row) => [row.friendlyId, row]));
  const take = (indicoDbId: number, row: ExportRow | undefined) => {
    if (!row || !left.delete(row.friendlyId)) return false;
    found.set(indicoDbId, row);
    return true;
  };
  let open = sought.filter(({ indicoDbId, friendlyId }) => {
    return !take(indicoDbId, friendlyId === null ? undefined : left.get(friendlyId));
  });
  const byAddress = rowsByAddress([...left.values()]);
  const emails = Map.groupBy(open, ({ indicoDbId }) => byId.get(indicoDbId)?.email);
  open = open.filter(({ indicoDbId }) => {
    const email = byId.get(indicoDbId)?.email;
    const isAlone = email !== undefined && emails.get(email)?.length === 1;
    const rowsOf = isAlone ? (byAddress.get(email) ?? []) : [];
    return !take(indicoDbId, rowsOf.length === 1 ? rowsOf[0] : undefined);
  });
  for (const { indicoDbId } of left.size > 0 ? open : []) {
    const alone = await readByExport(indico.site, indico, [indicoDbId], { timeoutMs: EXPORT_MS, view });
    if (!alone.ok) return alone;
    const [row] = alone.value.rows;
    if (row) found.set(indicoDbId, row);
  }
  return ok({ rows: found, view });
}

function rowsByAddress(rows: readonly ExportRow[]): Map<string, ExportRow[]> {
  const byAddress = new Map<string, ExportRow[]>();
  for (const row of rows) {
    for (const { value } of row.answers) {
      if (value?.kind !== "text" || !value.text.includes("@")) continue;
      const address = value.text.trim().toLowerCase();
      byAddress.set(address, [...(byAddress.get(address) ?? []), row]);
    }
  }
  return byAddress;
}
