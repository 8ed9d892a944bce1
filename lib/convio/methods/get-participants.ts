import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { refuse } from "@/lib/convio/errors";
import type { ConvioMethod } from "@/lib/convio/method";
import { readPage } from "@/lib/convio/read-page";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { ok } from "@/lib/result";

/**
 * Names of an event's participants, by parts of them, where the client's key may list people; else the list is empty, as
 * it is for an event without any. The original shows every participant to everybody.
 */
export const getParticipants: ConvioMethod = {
  name: "getParticipants",
  servlets: ["CRTeamraiserAPI"],
  verbs: ["GET", "POST"],
  required: ["fr_id"],
  needsToken: false,
  async run({ parameters, caller, events }) {
    const event = await events.byId(parameters.get("fr_id") ?? "");
    if (!event) return refuse(2750);
    const page = readPage(parameters);
    if (!page.ok) return page;
    const { skip, take, order } = page.value;
    if (caller.kind !== "client" || !caller.listsPeople) return ok({ root: answer(0, []) });
    const where: Prisma.RegistrationWhereInput = {
      conferenceId: event.id,
      state: "active",
      isConfirmed: true,
      firstName: containing(parameters.get("first_name")),
      lastName: containing(parameters.get("last_name")),
    };
    const client = await db();
    const total = await client.registration.count({ where });
    const rows = await client.registration.findMany({
      where,
      orderBy: [{ lastName: order }, { firstName: order }, { id: "asc" }],
      skip,
      take,
      select: {
        ...{ id: true, personId: true, firstName: true, lastName: true, delegationId: true },
        delegation: { select: { name: true, leaderId: true } },
      },
    });
    const participants = rows.map((row) =>
      group("participant", [
        leaf("consId", row.personId),
        leaf("registrationId", row.id),
        leaf("eventId", event.id),
        group("name", [leaf("first", row.firstName), leaf("last", row.lastName)]),
        leaf("teamId", row.delegationId),
        leaf("teamName", row.delegation?.name),
        leaf("aTeamCaptain", row.delegation?.leaderId === row.id),
      ]),
    );
    return ok({ root: answer(total, participants) });
  },
};

function answer(total: number, participants: readonly AnswerElement[]): AnswerElement {
  return group("getParticipantsResponse", [leaf("totalNumberResults", total), ...participants]);
}

function containing(text: string | undefined): Prisma.StringFilter {
  const plain = (text ?? "").replaceAll("%", "").replaceAll("\u0000", "").trim();
  return { contains: plain.replace(/[\\_]/g, "\\$&"), mode: "insensitive" };
}
