import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { type ConvioEvent, listEvents, readConvioId } from "@/lib/convio/find-event";
import type { ConvioAnswer, ConvioCall, ConvioMethod } from "@/lib/convio/method";
import { readTexts } from "@/lib/convio/parameters";
import { readPage } from "@/lib/convio/read-page";
import { type FoundDelegation, findDelegations } from "@/lib/delegations/find-delegations";
import { ok, type Result } from "@/lib/result";

/** Teams of the events that are listed. Who leads them is asked and told over the server API alone. */
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
  const { parameters, events, caller } = call;
  const page = readPage(parameters);
  if (!page.ok) return page;
  const texts = readTexts(parameters, ["team_id", "fr_id", "team_name", "first_name", "last_name"]);
  if (!texts.ok) return texts;
  const { team_id: teamId, fr_id: eventId, team_name: name, first_name: firstName, last_name: lastName } = texts.value;
  const leader = { firstName, lastName };
  if (!teamId && !eventId && !name && !leader.firstName && !leader.lastName) {
    return refuse(9, "Give team_id, fr_id, team_name, first_name or last_name.");
  }
  if (caller.kind !== "server" && (leader.firstName || leader.lastName)) {
    return refuse(9, "first_name and last_name may be asked over the server API alone.");
  }
  const short = Object.values(leader).find((part) => part !== "" && [...part].length < SHORTEST_NAME);
  if (short !== undefined) return refuse(9, `first_name and last_name need ${SHORTEST_NAME} characters or more.`);
  const event = eventId ? await events.byId(eventId) : null;
  if (eventId && !event) return refuse(2750);
  const known = new Map((await listEvents(events, event?.id ?? null)).map((one) => [one.id, one]));
  const question = { id: teamId ? (readConvioId(teamId) ?? 0) : null, conferenceIds: [...known.keys()], name, leader };
  const teams = tellOf(call, await findDelegations(question), known);
  if (page.value.order === "desc") teams.reverse();
  const { skip, take } = page.value;
  const content = [leaf("totalNumberResults", teams.length), ...teams.slice(skip, skip + take)];
  return ok({ root: group("getTeamSearchByInfoResponse", content) });
}

function tellOf(
  { caller, siteUrl }: ConvioCall,
  found: readonly FoundDelegation[],
  events: ReadonlyMap<number, ConvioEvent>,
): AnswerElement[] {
  return found.flatMap((delegation) => {
    const event = events.get(delegation.conferenceId);
    return event ? [team(delegation, event, caller.kind === "server", siteUrl)] : [];
  });
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
