import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StateMark } from "@/components/staff/state-mark";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { registrationPage } from "../../../../act";
import { Desk } from "../../../../desk";
import { leaveUnknown, requireAtDesk } from "../../../../guard";
import { Outcome } from "../../../../outcome";
import { OrderSection } from "./order-section";
import { PersonSection } from "./person-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.registration"))("page-title") };
}

/** One registration: who it is, whether they are here, what they ordered, the money, and where Indico stands. */
export default async function RegistrationPage(props: PageProps<"/admin/c/[conference]/registrations/[publicId]">) {
  const { conference: slug, publicId } = await props.params;
  const page = registrationPage(encodeURIComponent(slug), encodeURIComponent(publicId));
  const at = await requireAtDesk(slug, "registrations.see", page);
  const view = await loadForDesk(at.conference.id, publicId);
  if (!view) leaveUnknown(slug);
  const { registration, orders, state } = view;
  const { firstName, lastName, email } = registration;
  return (
    <Desk
      at={at}
      current="registrations"
      title={`${firstName} ${lastName}`.trim() || email}
      aside={<StateMark group="registration" state={state} />}
    >
      <Outcome searchParams={await props.searchParams} />
      <PersonSection view={view} at={at} />
      {orders.map((order) => (
        <OrderSection key={order.publicId} order={order} view={view} at={at} />
      ))}
    </Desk>
  );
}
