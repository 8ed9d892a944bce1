import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StateMark } from "@/components/staff/state-mark";
import { loadAgenda } from "@/lib/bookings/load-agenda";
import { findKeptStaffForm } from "@/lib/desk/kept-form";
import { loadEverything } from "@/lib/registration/load-everything";
import { registrationPage } from "../../../../act";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { TestMark } from "../../test-mark";
import { Acts } from "./acts";
import { ChangeSection, changeForm } from "./change-section";
import { DetailsSection } from "./details-section";
import { DocumentsSection } from "./documents-section";
import { HistorySection } from "./history-section";
import { MailsSection } from "./mails-section";
import { NotesSection } from "./notes-section";
import { OrderSection } from "./order-section";
import { PersonSection } from "./person-section";
import { bookingForm, SessionsSection } from "./sessions-section";
import { Standing } from "./standing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.registration"))("page-title") };
}

/** Everything about one registration, and what staff may do with it. */
export default async function RegistrationPage(props: PageProps<"/admin/c/[conference]/registrations/[publicId]">) {
  const { conference: slug, publicId } = await props.params;
  const page = registrationPage(encodeURIComponent(slug), encodeURIComponent(publicId));
  const at = await requireAtDesk(slug, "registrations.see", page);
  const view = await loadEverything(at.conference.id, publicId);
  if (!view) leaveUnknown(slug);
  const { registration, orders, state, change } = view;
  const kept = change && (await findKeptStaffForm<string[]>(at.staff, changeForm(change.id)));
  const agenda = await loadAgenda(registration.id, "staff", new Date());
  const keptBooking = await findKeptStaffForm<string[]>(at.staff, bookingForm(registration.id));
  const { firstName, lastName, email } = registration;
  return (
    <Desk
      at={at}
      current="registrations"
      title={`${firstName} ${lastName}`.trim() || email}
      aside={
        <span className="flex flex-wrap items-center gap-2">
          {registration.isTest && <TestMark />}
          <StateMark group="registration" state={state} />
        </span>
      }
    >
      <Outcome searchParams={await props.searchParams} />
      <Standing view={view} at={at} />
      {change && <ChangeSection change={change} page={page} at={at} kept={kept} />}
      <Acts view={view} at={at} />
      <PersonSection view={view} at={at} />
      {orders.map((order) => (
        <OrderSection key={order.publicId} order={order} view={view} at={at} />
      ))}
      {agenda && <SessionsSection agenda={agenda} page={page} at={at} kept={keptBooking} />}
      <DetailsSection view={view} at={at} />
      <DocumentsSection view={view} />
      <MailsSection view={view} at={at} />
      <NotesSection view={view} at={at} />
      <HistorySection view={view} />
    </Desk>
  );
}
