import type { ReactNode } from "react";
import { loadNextSessions } from "@/lib/bookings/load-own-sessions";
import { findOwnChange } from "@/lib/changes/load-changes";
import { loadOwnDelegation } from "@/lib/delegations/load-delegations";
import { isMailSent } from "@/lib/mail/is-mail-sent";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { whereItStands } from "@/lib/registration/where-it-stands";
import { Confirmed } from "./standing/confirmed";
import { OwnAgenda } from "./standing/own-agenda";
import { OwnDelegation } from "./standing/own-delegation";
import { Waiting } from "./standing/waiting";

type StandingProps = {
  journey: Journey;
  /** How the last try to pay by card ended, from the address. */
  trouble: unknown;
  waiver: ReactNode;
};

/** Where a registration stands once its order is placed, always: what is, what was bought, what happens next. */
export async function Standing({ journey, trouble, waiver }: StandingProps) {
  const now = new Date();
  const order = journey.order as JourneyOrder; // there is no standing without one
  const where = whereItStands(order, journey.isPaid, now);
  const change = await findOwnChange(journey.registration.id, journey.registration.transferredAt);
  const delegation = <OwnDelegation delegation={await loadOwnDelegation(journey.registration.id)} />;
  const { registration, conference } = journey;
  const next = await loadNextSessions(registration.id, conference.id, now);
  const agenda = <OwnAgenda path={`/r/${registration.publicId}`} next={next} timeZone={conference.timeZone} />;
  const common = { journey, order, change, waiver, delegation, agenda };
  if (where !== "paid") return <Waiting {...common} where={where} trouble={trouble} now={now} />;
  const letter = order.totalMinor === 0 ? "registration-confirmed" : "payment-confirmed";
  return <Confirmed {...common} isMailed={await isMailSent(`${letter}:${order.id}`)} />;
}
