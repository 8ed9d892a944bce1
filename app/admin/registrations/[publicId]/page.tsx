import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StateMark } from "@/components/staff/state-mark";
import { isAllowed } from "@/lib/auth/permissions";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { Desk } from "../../desk";
import { requireStaff } from "../../guard";
import { Outcome } from "../../outcome";
import { OrderSection } from "./order-section";
import { PersonSection } from "./person-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.registration"))("page-title") };
}

/** One registration: who it is, whether they are here, what they ordered, the money, and where Indico stands. */
export default async function RegistrationPage(props: PageProps<"/admin/registrations/[publicId]">) {
  const { publicId } = await props.params;
  const { done, problem } = await props.searchParams;
  const staff = await requireStaff("registrations.see", `/admin/registrations/${encodeURIComponent(publicId)}`);
  const view = await loadForDesk(publicId);
  if (!view || !isAllowed(staff.roles, "registrations.see", view.registration.conferenceId)) {
    redirect("/admin?problem=not-found");
  }
  const { registration, orders, state } = view;
  const { conference, firstName, lastName, email } = registration;
  return (
    <Desk
      staff={staff}
      conference={{ slug: conference.slug, name: conference.name }}
      title={`${firstName} ${lastName}`.trim() || email}
      aside={<StateMark group="registration" state={state} />}
    >
      <Outcome done={done} problem={problem} />
      <PersonSection view={view} staff={staff} />
      {orders.map((order) => (
        <OrderSection key={order.publicId} order={order} view={view} staff={staff} />
      ))}
    </Desk>
  );
}
