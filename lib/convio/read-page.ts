import type { ConvioRefusal } from "@/lib/convio/errors";
import type { Parameters } from "@/lib/convio/method";
import { readBoolean, readCount } from "@/lib/convio/parameters";
import { ok, type Result } from "@/lib/result";

const DEFAULT_ROWS = 25;
const MOST_ROWS = 500;
const MOST_PAGES = 100_000;

/** Which part of a list a call wants: `list_page_size`, `list_page_offset` (pages, from 0), `list_ascending`. */
export type Page = { readonly skip: number; readonly take: number; readonly order: "asc" | "desc" };

export function readPage(parameters: Parameters): Result<Page, ConvioRefusal> {
  const size = readCount(parameters, "list_page_size", { most: MOST_ROWS, fallback: DEFAULT_ROWS });
  if (!size.ok) return size;
  const offset = readCount(parameters, "list_page_offset", { most: MOST_PAGES, fallback: 0 });
  if (!offset.ok) return offset;
  const ascending = readBoolean(parameters, "list_ascending", true);
  if (!ascending.ok) return ascending;
  return ok({ skip: offset.value * size.value, take: size.value, order: ascending.value ? "asc" : "desc" });
}
