import "server-only";
import { group, leaf } from "@/lib/convio/answer-tree";
import { refuse } from "@/lib/convio/errors";
import type { ConvioMethod } from "@/lib/convio/method";
import { loadParticipationTypes } from "@/lib/convio/participation-types";
import { MOST_SECONDARIES } from "@/lib/convio/read-document";
import { ok } from "@/lib/result";

/** What this installation, and with `fr_id` one event, can do. */
export const getTeamraiserConfig: ConvioMethod = {
  name: "getTeamraiserConfig",
  servlets: ["CRTeamraiserAPI"],
  verbs: ["POST"],
  required: [],
  needsToken: false,
  async run({ parameters, events, now }) {
    const id = parameters.get("fr_id");
    const event = id ? await events.byId(id) : null;
    if (id && !event) return refuse(2750);
    const ofEvent = event
      ? [
          leaf("eventId", event.id),
          leaf("acceptingRegistrations", event.isOpen),
          leaf("currency", event.currency),
          leaf("teamsEnabled", event.takesDelegations),
          leaf("extraGiftEnabled", (await loadParticipationTypes(event, undefined, now)).takesGifts),
        ]
      : [];
    const config = group("teamraiserConfig", [
      ...ofEvent,
      leaf("maxSecondaryRegistrations", Math.min(event?.secondaryLimit ?? MOST_SECONDARIES, MOST_SECONDARIES)),
      leaf("personalPagesEnabled", false),
    ]);
    return ok({ root: group("getTeamraiserConfigResponse", [config]) });
  },
};
