import { err, ok, type Result } from "@/lib/result";

/** How far a reader has come in one conference's change log. */
export type Position = { conferenceId: number; epoch: number; seq: bigint };

const VERSION = "v1";

/**
 * The text that a reader hands back: `v1`, then conference, epoch and sequence number of each conference whose forms
 * belong to the event. Opaque to readers, and no secret.
 */
export function writeCursor(positions: readonly Position[]): string {
  const parts = positions.map(({ conferenceId, epoch, seq }) => `${conferenceId}-${epoch}-${seq}`);
  return [VERSION, ...parts].join(".");
}

/** Reads what `writeCursor` wrote; anything else is refused, since a guess could skip a change. */
export function readCursor(text: string): Result<Position[], "bad-cursor"> {
  const [version, ...parts] = text.split(".");
  if (version !== VERSION) return err("bad-cursor");
  const positions: Position[] = [];
  for (const part of parts) {
    const match = /^(\d{1,9})-(\d{1,9})-(\d{1,18})$/.exec(part);
    if (!match) return err("bad-cursor");
    const [, conferenceId, epoch, seq] = match;
    positions.push({ conferenceId: Number(conferenceId), epoch: Number(epoch), seq: BigInt(seq ?? "0") });
  }
  const ids = positions.map(({ conferenceId }) => conferenceId);
  return new Set(ids).size === ids.length ? ok(positions) : err("bad-cursor");
}
