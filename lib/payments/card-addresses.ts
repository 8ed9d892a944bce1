import "server-only";
import { env } from "@/lib/env";
import type { CardAddresses } from "./begin-card-payment";

/** Where the hosted card page sends a person back to. The provider fills in its own id of the page. */
export function cardAddresses(registrationPublicId: string): CardAddresses {
  const base = `${env().publicUrl}/r/${registrationPublicId}/pay`;
  return { returnUrl: `${base}/return?checkout={CHECKOUT_SESSION_ID}`, cancelUrl: `${base}/back` };
}
