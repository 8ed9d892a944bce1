import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { formatOf, runAdmitted, sayOutcome } from "@/lib/convio/answer-call";
import { findMethod } from "@/lib/convio/find-method";
import type { CallNotes, ConvioCaller, Parameters } from "@/lib/convio/method";
import { noteCall } from "@/lib/convio/note-call";
import { readDocument } from "@/lib/convio/read-document";
import type { Machine } from "@/lib/credentials/load-machines";
import { env } from "@/lib/env";
import { err, ok, type Result } from "@/lib/result";

/** Methods that staff may try: those that ask for no token. */
export const TRIED_METHODS = ["processRegistration", "getRegistrationDocument", "getParticipationTypes"] as const;
export type TriedMethod = (typeof TRIED_METHODS)[number];

/** Methods of this installation that can be tried. */
export function tryableMethods(): TriedMethod[] {
  return TRIED_METHODS.filter((name) => findMethod("CRTeamraiserAPI", name) !== null);
}

/** Who tries: they stand in the audit, and have to be allowed to take money for a document that says it has come. */
export type TryingStaff = { actor: Actor; mayTakeMoney: boolean };

/**
 * Runs a method for one of a conference's credentials as if its client had called, and says what it would have been
 * answered: the same method, the same log. What is registered is registered, by the member of staff who tries.
 * Refused: a method that the machine cannot call, a document that pays where staff may take no money.
 */
export async function tryCall(
  machine: Machine,
  name: TriedMethod,
  parameters: Parameters,
  { actor, mayTakeMoney }: TryingStaff,
  address: string,
  now: Date,
): Promise<Result<{ code: number; text: string }, "no-method" | "no-money">> {
  const servlet = machine.kind === "convio_server" ? "SRTeamraiserAPI" : "CRTeamraiserAPI";
  const method = findMethod(servlet, name);
  if (!method) return err("no-method");
  if (!mayTakeMoney && name === "processRegistration" && pays(parameters)) return err("no-money");
  const begun = performance.now();
  const notes: CallNotes = { conferenceId: machine.conferenceId, unknownElements: [] };
  const outcome = await runAdmitted(
    {
      method,
      caller: callerOf(machine),
      session: null,
      tiedTo: machine.conferenceId === null ? [] : [machine.conferenceId],
    },
    actor,
    { parameters, address, now },
    notes,
    `${env().publicUrl}/site`,
  );
  const code = outcome.ok ? 0 : outcome.error.code;
  const format = formatOf(parameters);
  const durationMs = Math.round(performance.now() - begun);
  const call = {
    at: now,
    servlet,
    method: name,
    verb: "POST",
    format,
    address,
    code,
    durationMs,
    isTry: true,
  } as const;
  await noteCall({ ...call, credentialId: machine.id }, notes);
  return ok({ code, text: sayOutcome(outcome, format) });
}

function pays(parameters: Parameters): boolean {
  const document = readDocument(parameters.get("registration_document") ?? "");
  return document.ok && document.value.payment.paymentType !== undefined;
}

function callerOf({ id, kind, trustsIds, listsPeople }: Machine): ConvioCaller {
  if (kind === "convio_server") return { kind: "server", credentialId: id, keyId: id };
  return { kind: "client", credentialId: id, personId: null, accountId: null, trustsIds, listsPeople };
}
