import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "./canonical-json";

/** Who did it: a person by registration id, a staff member, a machine's credential, or a job by name. */
export type Actor = { kind: "person" | "staff" | "credential" | "job"; id: string };

/** One thing that happened to one object. Personal data stays out: ids, states, amounts and places. */
export type AuditEvent = {
  what: string;
  object: string;
  objectId: string | number;
  before?: Json;
  after?: Json;
};

export type ChainedEntry = {
  conferenceId: number;
  seq: bigint;
  at: Date;
  actorKind: Actor["kind"];
  actorId: string;
  what: string;
  object: string;
  objectId: string;
  before: Json | undefined;
  after: Json | undefined;
  previousHash: string;
  hash: string;
};

/** Hash of an entry: SHA-256 over its canonical JSON, which holds the hash of the entry before. */
export function hashEntry(entry: Omit<ChainedEntry, "hash">): string {
  const { seq, at, before = null, after = null, ...rest } = entry;
  const text = canonicalJson({ ...rest, seq: seq.toString(), at: at.toISOString(), before, after });
  return createHash("sha256").update(text).digest("hex");
}

/** The next links of a conference's chain, in the order of `events`. */
export function chainEvents(
  head: { conferenceId: number; seq: bigint; hash: string },
  actor: Actor,
  at: Date,
  events: AuditEvent[],
): ChainedEntry[] {
  let { seq, hash } = head;
  return events.map((event) => {
    seq += 1n;
    const entry = {
      conferenceId: head.conferenceId,
      seq,
      at,
      actorKind: actor.kind,
      actorId: actor.id,
      what: event.what,
      object: event.object,
      objectId: String(event.objectId),
      before: event.before,
      after: event.after,
      previousHash: hash,
    };
    hash = hashEntry(entry);
    return { ...entry, hash };
  });
}
