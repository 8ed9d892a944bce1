import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { type ConvioEvent, readConvioId } from "@/lib/convio/find-event";
import type { ConvioAnswer, ConvioCall, ConvioMethod } from "@/lib/convio/method";
import { readPage } from "@/lib/convio/read-page";
import { type FoundDelegation, findDelegations } from "@/lib/delegations/find-delegations";
import { ok, type Result } from "@/lib/result";

export const getTeamsByInfo: ConvioMethod = {
  name: "getTeamsByInfo",
  servlets: ["CRTeamraiserAPI", "SRTeamraiserAPI"],
  verbs: ["GET", "POST"],
  required: [],
  needsToken: false,
  run,
};

const SHORTEST_NAME = 3;

async function run(call: ConvioCall): Promise<Result<ConvioAnswer, ConvioRefusal>> {
  const { parameters, events } = call;
  const page = readPage(parameters);
  if (!page.ok) return page;
  const text = (name: string) => parameters.get(name)?.trim() ?? "";
  const [teamId, eventId, name] = [text("team_id"), text("fr_id"), text("team_name")];
  const leader = { firstName: text("first_name"), lastName: text("last_name") };
  if (!teamId && !eventId && !name && !leader.firstName && !leader.lastName) {
    return refuse(9, "Give team_id, fr_id, team_name, first_name or last_name.");
  }
  const short = Object.values(leader).find((part) => part !== "" && [...part].length < SHORTEST_NAME);
  if (short !== undefined) return refuse(9, `first_name and last_name need ${SHORTEST_NAME} characters or more.`);
  const event = eventId ? await events.byId(eventId) : null;
  if (eventId && !event) return refuse(2750);
  const question = { id: teamId ? (readConvioId(teamId) ?? 0) : null, conferenceId: event?.id ?? null, name, leader };
  const teams = await tellOf(call, await findDelegations(question));
  if (page.value.order === "desc") teams.reverse();
  const { skip, take } = page.value;
  const content = [leaf("totalNumberResults", teams.length), ...teams.slice(skip, skip + take)];
  return ok({ root: group("getTeamSearchByInfoResponse", content) });
}

async function tellOf({ caller, events, siteUrl }: ConvioCall, found: readonly FoundDelegation[]) {
  const known = new Map<number, ConvioEvent | null>();
  const teams: AnswerElement[] = [];
  for (const delegation of found) {
    const id = delegation.conferenceId;
    if (!known.has(id)) known.set(id, await events.byId(String(id)));
    const event = known.get(id);
    // A credential that is tied to a conference sees no other.
    if (event) teams.push(team(delegation, event, caller.kind === "server", siteUrl));
  }
  return teams;
}

/** Who leads a team is told to servers alone. */
function team({ id, name, leader }: FoundDelegation, event: ConvioEvent, isServer: boolean, siteUrl: string) {
  const origin = new URL(siteUrl).origin;
  return group("team", [
    leaf("id", id),
    leaf("name", name),
    leaf("EventId", event.id),
    leaf("eventName", event.name),
    ...(isServer
      ? [
          leaf("captainConsId", leader?.personId),
          leaf("captainFirstName", leader?.firstName),
          leaf("captainLastName", leader?.lastName),
        ]
      : []),
    leaf("joinTeamURL", event.isOpen ? `${origin}/c/${event.slug}` : null),
  ]);
}
