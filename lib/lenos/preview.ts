import "server-only";
import { newPublicId } from "@/lib/ids/public-id";
import type { LenosAccess } from "@/lib/lenos/access";
import { chooseRead } from "@/lib/lenos/choose-read";
import type { LenosRefusal } from "@/lib/lenos/errors";
import { type LoadedList, loadList } from "@/lib/lenos/load-list";
import type { LenosFormat } from "@/lib/lenos/read-call";
import { render, renderBare } from "@/lib/lenos/render";
import type { ListName } from "@/lib/lenos/resources";
import type { ShownRow } from "@/lib/lenos/show-row";
import { ok, type Result } from "@/lib/result";

export const PREVIEW_ROWS = 50;

export type Preview = { readonly count: number; readonly rows: readonly ShownRow[]; readonly text: string };

/**
 * What an app would be answered now to a request for a whole list, its first rows: by the functions that answer it, and
 * without a trace in what is known of the app.
 */
export async function previewList(
  access: LenosAccess,
  resource: ListName,
  format: LenosFormat,
  now: Date,
): Promise<Result<Preview, LenosRefusal>> {
  const nothing = { cursor: undefined, limit: undefined, utcModifiedDate: undefined, includeDeleted: undefined };
  const chosen = chooseRead(resource, nothing, access, null, now);
  if (!chosen.ok) return chosen;
  const loaded = await loadList({ resource, read: chosen.value.read, variant: "" }, access, now);
  if (!loaded.ok) return loaded;
  const rows = loaded.value.rows.slice(0, PREVIEW_ROWS);
  return ok({ count: loaded.value.rows.length, rows, text: textOf(loaded.value, rows, access, format) });
}

function textOf(
  { header, name }: LoadedList,
  rows: readonly ShownRow[],
  access: LenosAccess,
  format: LenosFormat,
): string {
  if (access.shape === "bare" && format === "json") return renderBare(rows);
  const Header = { ...header, RequestId: newPublicId(), Ignored: [], Warning: null };
  return render({ Header, [name]: [...rows] }, format);
}
