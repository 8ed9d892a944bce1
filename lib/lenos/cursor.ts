import { err, ok, type Result } from "@/lib/result";

/** How far a reader has come in one conference's change log, as one credential sees it. */
export type LenosCursor = { readonly epoch: number; readonly view: number; readonly seq: bigint };

/**
 * `v1.<epoch>.<seq>`, opaque to readers and no secret. A view that is not the first stands behind the epoch, so that
 * a changed filter ends the cursors of its own credential alone.
 */
export function writeCursor({ epoch, view, seq }: LenosCursor): string {
  return `v1.${epoch}${view === 1 ? "" : `-${view}`}.${seq}`;
}

/** Reads what `writeCursor` wrote; anything else is refused, since a guess could skip a change. */
export function readCursor(text: string): Result<LenosCursor, "bad-cursor"> {
  const match = /^v1\.(\d{1,10})(?:-(\d{1,9}))?\.(\d{1,18})$/.exec(text);
  if (!match) return err("bad-cursor");
  const [, epoch, view = "1", seq = "0"] = match;
  return ok({ epoch: Number(epoch), view: Number(view), seq: BigInt(seq) });
}
