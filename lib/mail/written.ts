import type { Mail } from "@/lib/mail/compose";
import type { Result } from "@/lib/result";

/** Why a queued mail has nothing to say any more; staff read it beside the mail. */
export type Pointless =
  | "code-expired"
  | "link-over"
  | "order-gone"
  | "no-bank-account"
  | "money-gone"
  | "registration-gone";

/** A letter, or why there is none. */
export type Written = Result<Mail, Pointless>;
