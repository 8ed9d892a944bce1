import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { type ConvioEvent, searchEvents } from "@/lib/convio/find-event";
import type { ConvioMethod } from "@/lib/convio/method";
import { readPage } from "@/lib/convio/read-page";
import { ok } from "@/lib/result";

/** Statuses of the original that a conference can have here. */
const STATUS = { registrationsOnly: 1, closed: 4 } as const;

const SORTS: Readonly<Record<string, "name" | "startsOn" | "city" | "id">> = {
  name: "name",
  event_date: "startsOn",
  city: "city",
  id: "id",
};

/** Events by a part of their name (`%`: all), those that were never open left out. */
export const getTeamraisersByInfo: ConvioMethod = {
  name: "getTeamraisersByInfo",
  servlets: ["CRTeamraiserAPI"],
  verbs: ["GET", "POST"],
  required: ["name"],
  needsToken: false,
  async run({ parameters, events }) {
    const page = readPage(parameters);
    if (!page.ok) return page;
    const { skip, take, order } = page.value;
    const sortBy = SORTS[parameters.get("list_sort_column") ?? ""] ?? "startsOn";
    const name = (parameters.get("name") ?? "").replaceAll("%", "").replaceAll("\u0000", "").trim();
    const found = await searchEvents(events, { name, sort: { [sortBy]: order }, skip, take });
    const root = group("getTeamraisersResponse", [
      leaf("totalNumberResults", found.total),
      ...found.events.map(toElement),
    ]);
    return ok({ root });
  },
};

function toElement(event: ConvioEvent): AnswerElement {
  const { indicoUrl, indicoEventId } = event;
  return group("teamraiser", [
    leaf("id", event.id),
    leaf("name", event.name),
    leaf("event_date", event.startsOn.toISOString().slice(0, 10)),
    leaf("city", event.city),
    leaf("state", null),
    leaf("country", null),
    leaf("location_name", null),
    leaf("status", event.isOpen ? STATUS.registrationsOnly : STATUS.closed),
    leaf("accepting_registrations", event.isOpen),
    leaf("greeting_url", indicoUrl && indicoEventId ? `${indicoUrl}/event/${indicoEventId}/` : null),
  ]);
}
