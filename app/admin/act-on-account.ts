import "server-only";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import { SIGN_IN_PAGE } from "@/lib/auth/next-auth";
import type { StaffMember } from "@/lib/auth/staff-session";
import { type FormValues, formValues } from "@/lib/http/form-values";
import { addressOf, type Next, type Said } from "./act";
import { findSignedIn } from "./guard";

const ACCOUNT_PAGE = "/admin/account";

export type ActOnAccount = { readonly staff: StaffMember; readonly form: FormValues; readonly now: Date };

/** The frame of every act on one's own account: who is signed in, the act, then back to the account's page. */
export async function actOnAccount(
  request: Request,
  act: (act: ActOnAccount) => Promise<Said | Next>,
): Promise<Response> {
  const staff = await findSignedIn();
  if (!staff) return seeOther(SIGN_IN_PAGE);
  const next = await act({ staff, form: formValues(await readForm(request)), now: new Date() });
  return seeOther(addressOf("to" in next ? next : { to: ACCOUNT_PAGE, said: next }));
}
