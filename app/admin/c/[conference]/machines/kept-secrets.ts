import "server-only";
import type { StaffMember } from "@/lib/auth/staff-session";
import { dropKeptStaffForm, findKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { seal, unseal } from "@/lib/secrets/seal";

/** Secrets of a credential that was just made or got a new one. */
export type NewSecrets = { name: string; kind: string; secret: string; signingSecret: string | null };

const FORM = "machines.secret";

/** Keeps new secrets, sealed, for the one page that shows them after the redirect. */
export function keepSecrets(staff: StaffMember, secrets: NewSecrets): Promise<void> {
  const sealed = seal(JSON.stringify(secrets), "shown-once");
  return keepStaffForm(staff, FORM, { values: { sealed }, problems: null });
}

/** The secrets that were kept, and forgets them; null when they were shown already. */
export async function takeSecrets(staff: StaffMember): Promise<NewSecrets | null> {
  const kept = await findKeptStaffForm<null>(staff, FORM);
  const sealed = kept?.values.sealed;
  await dropKeptStaffForm(staff, FORM);
  const text = typeof sealed === "string" ? unseal(sealed, "shown-once") : null;
  return text === null ? null : (JSON.parse(text) as NewSecrets);
}
