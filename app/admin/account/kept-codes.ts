import "server-only";
import type { StaffMember } from "@/lib/auth/staff-session";
import { dropKeptStaffForm, findKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { seal, unseal } from "@/lib/secrets/seal";

const FORM = "account.recovery-codes";

/** Keeps new recovery codes, sealed, for the one page that shows them after the redirect. */
export function keepRecoveryCodes(staff: StaffMember, codes: readonly string[]): Promise<void> {
  return keepStaffForm(staff, FORM, { values: { sealed: seal(codes.join(" "), "totp") }, problems: null });
}

/** The codes that were kept, and forgets them: null when they were shown already. */
export async function takeRecoveryCodes(staff: StaffMember): Promise<string[] | null> {
  const kept = await findKeptStaffForm<null>(staff, FORM);
  const sealed = kept?.values.sealed;
  await dropKeptStaffForm(staff, FORM);
  return typeof sealed === "string" ? (unseal(sealed, "totp")?.split(" ") ?? null) : null;
}
