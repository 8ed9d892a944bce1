import { transactionIdOf } from "@/lib/convio/confirmation";
import "server-only";
import { type AnswerElement, group, leaf } from "@/lib/convio/answer-tree";
import { refuse } from "@/lib/convio/errors";
import type { ConvioEvent } from "@/lib/convio/find-event";
import type { ConvioMethod } from "@/lib/convio/method";
import { db } from "@/lib/db/client";
import { currencyExponent } from "@/lib/money/currency";
import { readStandings } from "@/lib/registration/read-standings";
import { ok } from "@/lib/result";
import { isoWithOffset } from "@/lib/time/zone";

/** The registration of whoever the token stands for, in one event. */
export const getRegistration: ConvioMethod = {
  name: "getRegistration",
  servlets: ["CRTeamraiserAPI"],
  verbs: ["POST"],
  required: ["fr_id"],
  needsToken: true,
  async run({ parameters, caller, events }) {
    const event = await events.byId(parameters.get("fr_id") ?? "");
    if (!event) return refuse(2750);
    const personId = caller.kind === "client" ? caller.personId : null;
    const registration = personId === null ? null : await loadRegistration(event.id, personId);
    if (!registration) return refuse(2603);
    const standings = await readStandings(await db(), [registration.id]);
    const isPaid = standings.get(registration.id)?.isPaid ?? false;
    return ok({ root: group("getRegistrationResponse", [toElement(event, registration, isPaid)]) });
  },
};

type Registration = NonNullable<Awaited<ReturnType<typeof loadRegistration>>>;

async function loadRegistration(conferenceId: number, personId: number) {
  const client = await db();
  return client.registration.findFirst({
    where: { conferenceId, personId, state: "active" },
    orderBy: { id: "desc" },
    select: {
      ...{ id: true, personId: true, categoryId: true, parentId: true, createdAt: true, checkedInAt: true },
      ...{ delegationId: true, emergencyName: true, emergencyPhone: true },
      delegation: { select: { leaderId: true } },
      lines: {
        where: { order: { state: "placed" } },
        orderBy: { id: "asc" },
        select: {
          grossMinor: true,
          categoryId: true,
          service: { select: { isGift: true } },
          order: { select: { id: true, placedAt: true, payments: { orderBy: { id: "desc" }, select: { id: true } } } },
        },
      },
    },
  });
}

function toElement(event: ConvioEvent, registration: Registration, isPaid: boolean): AnswerElement {
  const { lines } = registration;
  const order = lines.at(-1)?.order;
  const sum = (of: (line: Registration["lines"][number]) => boolean) =>
    inCents(
      lines.filter(of).reduce((total, { grossMinor }) => total + grossMinor, 0),
      event.currency,
    );
  return group("registration", [
    leaf("registrationId", registration.id),
    leaf("consId", registration.personId),
    leaf("eventId", event.id),
    leaf("participationTypeId", registration.categoryId),
    leaf("parentRegistrationId", registration.parentId),
    leaf("date", isoWithOffset(order?.placedAt ?? registration.createdAt, event.timeZone)),
    leaf("feePaid", isPaid ? sum(({ categoryId }) => categoryId !== null) : 0),
    leaf(
      "extraGift",
      sum(({ service }) => service?.isGift === true),
    ),
    leaf(
      "addonsTotal",
      sum(({ service }) => service?.isGift === false),
    ),
    leaf("goal", 0),
    leaf("teamId", registration.delegationId),
    leaf("aTeamCaptain", registration.delegation?.leaderId === registration.id),
    leaf("transactionId", order && transactionIdOf(order.id)),
    leaf("checkinStatus", registration.checkedInAt ? "complete" : isPaid ? "paid" : "committed"),
    leaf("emergencyName", registration.emergencyName || null),
    leaf("emergencyPhone", registration.emergencyPhone || null),
    leaf("privatePage", true),
  ]);
}

/** Hundredths of the currency's unit, whatever its own decimals: clients divide by 100. */
function inCents(minor: number, currency: string): number {
  return Math.round(minor * 10 ** (2 - currencyExponent(currency)));
}
