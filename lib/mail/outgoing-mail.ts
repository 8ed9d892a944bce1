import type { Result } from "@/lib/result";

export type MailAttachment = {
  filename: string;
  contentType: string;
  content: Buffer;
  /** Shown inside the HTML as `cid:…` instead of being offered. */
  cid?: string;
};

/** A mail with its two forms, ready for a carrier. */
export type OutgoingMail = {
  mailId: number;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  replyTo: string;
  attachments: readonly MailAttachment[];
};

/** `"refused"` is for good: no such mailbox, too large. `"later"` is worth another attempt. */
export type CarrierFailure = { code: "refused" | "later"; reason: string };

/** Takes a mail out of our hands. A network call: never inside a transaction. */
export type Carrier = (mail: OutgoingMail) => Promise<Result<void, CarrierFailure>>;
