import { env } from "@/lib/env";
import { SANDBOX_EVENT } from "@/lib/sandbox/indico/form";

/** The organiser's text of Indico's Bank Transfer plugin, with its placeholders. */
export function paymentText(): string {
  return (
    `Registration is not completed yet. Click <a href="${env().publicUrl}/pay?codes={event_id}.{registration_id}.` +
    '{registration_db_id}.{registration_form_id}|{email:url}">here</a> to select and purchase your registration fee ' +
    "and related services."
  );
}

/** The link of that text for one registrant, as Indico renders it: the bar raw, the address form-encoded. */
export function paymentLink(row: { friendlyId: number; id: number; formId: number; email: string }): string {
  const email = new URLSearchParams({ email: row.email }).toString().slice("email=".length);
  return `${env().publicUrl}/pay?codes=${SANDBOX_EVENT.id}.${row.friendlyId}.${row.id}.${row.formId}|${email}`;
}
