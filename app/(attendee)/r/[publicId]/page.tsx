import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { pageLanguages } from "@/app/page-languages";
import { loadNextSessions } from "@/lib/bookings/load-own-sessions";
import { loadOwnDelegation } from "@/lib/delegations/load-delegations";
import { findMissingWaiver } from "@/lib/registration/accept-waiver";
import { stepOf } from "@/lib/registration/load-journey";
import { AskCodePage } from "./ask-code-page";
import { BlockedPage } from "./blocked-page";
import { CodeFirstPage } from "./code-first-page";
import { findJourney } from "./journey";
import { isFreeInIndico, NoChargePage } from "./no-charge-page";
import { Standing } from "./standing";
import { OwnAgenda } from "./standing/own-agenda";
import { OwnDelegation } from "./standing/own-delegation";
import { OwnWaiver } from "./standing/own-waiver";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendee.standing"))("page-title") };
}

/** The registration's own address: the page where the person is, or where they stand. */
export default async function RegistrationPage({ params, searchParams }: PageProps<"/r/[publicId]">) {
  const { publicId } = await params;
  const { checked, trouble, waiver: said } = await searchParams;
  const found = await findJourney(publicId);
  if (!found.open) {
    if (found.codeFirst) return <CodeFirstPage journey={found.codeFirst} />;
    return found.isStranger ? <AskCodePage publicId={publicId} /> : redirect(found.to);
  }
  const { journey } = found;
  const at = stepOf(journey);
  const missing = await findMissingWaiver(journey.registration.id, (await pageLanguages()).locale);
  const waiver = <OwnWaiver waiver={missing} path={`/r/${publicId}`} said={said} />;
  if (at.step === "blocked") {
    const delegation = <OwnDelegation delegation={await loadOwnDelegation(journey.registration.id)} />;
    const { conference, registration } = journey;
    const next = await loadNextSessions(registration.id, conference.id, new Date());
    const agenda = <OwnAgenda path={`/r/${publicId}`} next={next} timeZone={conference.timeZone} />;
    const common = { journey, waiver, delegation, agenda };
    return <BlockedPage {...common} why={at.why} checked={checked} />;
  }
  if (at.step === "standing") return <Standing journey={journey} trouble={trouble} waiver={waiver} />;
  if (at.step === "details" && isFreeInIndico(journey)) return <NoChargePage journey={journey} />;
  redirect(`/r/${publicId}/${at.step}`);
}
