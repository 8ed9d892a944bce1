import "server-only";
import type { CallNotes, Servlet } from "@/lib/convio/method";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log/log";

const MOST_NAMES = 20;
/** What element names look like. Three digits at most: a card number is no name, wherever a client puts it. */
const NAME = /^(?=.{1,40}$)[A-Za-z_]+(?:[-._]?[A-Za-z_]+)*\d{0,3}$/;

export type NotedCall = {
  readonly at: Date;
  readonly servlet: Servlet;
  /** The name of a method of ours; empty for any other. */
  readonly method: string;
  readonly verb: string;
  readonly format: string;
  readonly address: string;
  readonly credentialId: number | null;
  /** 0: it succeeded. */
  readonly code: number;
  readonly durationMs: number;
  readonly isTry: boolean;
};

/**
 * One row of the log of calls. Everything in it comes from an allow list: no parameter and nothing of a document but the
 * names of elements that nothing reads. A log that cannot be written fails no call.
 */
export async function noteCall(call: NotedCall, notes: CallNotes): Promise<void> {
  const client = await db();
  const names = notes.unknownElements.map((name) => (NAME.test(name) ? name : "(other)"));
  const unknownElements = [...new Set(names)].slice(0, MOST_NAMES);
  const verb = VERBS.has(call.verb) ? call.verb : "other";
  const { at, servlet, method, format, address, credentialId, code, durationMs, isTry } = call;
  try {
    await client.$executeRaw`
      INSERT INTO convio_call (at, conference_id, credential_id, servlet, method, verb, format, address, code, duration_ms,
                               unknown_elements, is_try)
      VALUES (${at}::timestamptz, ${notes.conferenceId}, ${credentialId}, ${servlet}, ${method}, ${verb}, ${format},
              ${address}, ${code}, ${durationMs}, ${unknownElements}::text[], ${isTry})`;
  } catch (error) {
    log.error({ error }, "a call of the Convio dialect could not be noted");
  }
}

const VERBS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
