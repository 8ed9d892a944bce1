import "server-only";
import { randomBytes } from "node:crypto";
import { group, leaf } from "@/lib/convio/answer-tree";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { readConvioId } from "@/lib/convio/find-event";
import type { ConvioCall, ConvioMethod, Parameters } from "@/lib/convio/method";
import { holderOf, issueToken, openConvioSession, ROUTING_ID } from "@/lib/convio/sessions";
import { db, transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { publish } from "@/lib/publish/publish";
import { ok, type Result } from "@/lib/result";

/**
 * A server signs somebody in: by `cons_id`, `member_id`, `user_name` or `email`, the first that is given. An account
 * tied to one conference signs in its people alone, and for it alone. Who was signed in stands in the audit of each of their conferences.
 */
export const getSingleSignOnToken: ConvioMethod = {
  name: "getSingleSignOnToken",
  servlets: ["SRConsAPI"],
  verbs: ["POST"],
  required: [],
  needsToken: false,
  async run(call) {
    const found = await findPerson(call);
    if (!found.ok) return found;
    const { id } = found.value;
    const session = await openConvioSession(holderOf(id, call.caller, call.events), call.now);
    const token = await issueToken(session, { isPortable: true }, call.now);
    await audit(call, id);
    const root = group("getSingleSignOnTokenResponse", [
      leaf("token", token),
      leaf("cons_id", id),
      leaf("JSESSIONID", session.secret),
      leaf("routing_id", ROUTING_ID),
      leaf("nonce", randomBytes(8).toString("hex")),
    ]);
    return ok({ root });
  },
};

async function findPerson({ parameters, events }: ConvioCall): Promise<Result<{ id: number }, ConvioRefusal>> {
  const where = whoIsMeant(parameters, events.tiedTo);
  if (!where) return refuse(9, "Give one of cons_id, member_id, user_name and email.");
  if (events.tiedTo.length > 1) return refuse(7);
  const client = await db();
  const within = events.tiedTo.map((conferenceId) => ({ registrations: { some: { conferenceId } } }));
  const [person, another] = await client.person.findMany({
    where: { AND: [where, ...within] },
    take: 2,
    select: { id: true },
  });
  if (another) return refuse(8);
  return person ? ok(person) : refuse(7);
}

const NOBODY = -1;

function whoIsMeant(parameters: Parameters, tiedTo: readonly number[]): Prisma.PersonWhereInput | null {
  const [consId, memberId] = [parameters.get("cons_id"), parameters.get("member_id")];
  const [username, email] = [parameters.get("user_name"), parameters.get("email")];
  if (consId) return { id: readConvioId(consId) ?? NOBODY };
  if (memberId) {
    const conferences = tiedTo.length ? { conferenceId: { in: [...tiedTo] } } : {};
    return { registrations: { some: { indicoDbId: readConvioId(memberId) ?? NOBODY, ...conferences } } };
  }
  if (username) return { username: username.replaceAll("\u0000", "") };
  return email ? { email: email.trim().toLowerCase().replaceAll("\u0000", "") } : null;
}

async function audit({ actor, events }: ConvioCall, personId: number): Promise<void> {
  await transaction(async (tx) => {
    const registrations = await tx.registration.findMany({
      where: { personId, ...(events.tiedTo.length ? { conferenceId: { in: [...events.tiedTo] } } : {}) },
      distinct: ["conferenceId"],
      orderBy: { conferenceId: "asc" },
      select: { conferenceId: true },
    });
    const entry = { what: "person.signed-on", object: "person", objectId: personId };
    for (const { conferenceId } of registrations) {
      await publish(tx, { conferenceId, actor, registrations: [], audit: [entry] });
    }
  });
}
