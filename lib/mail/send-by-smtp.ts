import "server-only";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import type { Carrier } from "@/lib/mail/outgoing-mail";
import { isEmailAddress } from "@/lib/registration/email-address";
import { err, ok } from "@/lib/result";

/** For connecting, for the greeting, and for each answer's silence; a mute server is left well within one lease. */
const TIMEOUT_MS = 20_000;
const REASON_LENGTH = 300;

/** Sends by the server of SMTP_URL. */
export const sendBySmtp: Carrier = async (mail) => {
  const { SMTP_URL: url, MAIL_FROM: from, publicUrl } = env();
  if (!url) return err({ code: "later", reason: "SMTP_URL is not set" });
  return smtpCarrier({ url, from, hostname: new URL(publicUrl).hostname })(mail);
};

/**
 * A carrier over one SMTP server, with a connection of its own for each mail: none grows stale between two. The
 * Message-ID depends on our row alone: should a crash come between the server's yes and our note of it, the repeated
 * mail is the same one to whoever receives it.
 * @param hostname of the portal, for the Message-ID
 */
export function smtpCarrier(server: { url: string; from: string; hostname: string; timeoutMs?: number }): Carrier {
  const transport = createTransport(withTimeouts(server.url, server.timeoutMs ?? TIMEOUT_MS));
  return async ({ mailId, recipient, subject, text, html, replyTo, attachments }) => {
    if (!isEmailAddress(recipient)) return err({ code: "refused", reason: "not an address" });
    try {
      await transport.sendMail({
        from: server.from,
        to: { name: "", address: recipient },
        replyTo,
        subject,
        text,
        html,
        attachments: attachments.map(({ filename, contentType, content, cid }) => ({
          filename,
          contentType,
          content,
          ...(cid ? { cid } : {}),
        })),
        messageId: `<foyer.${mailId}@${server.hostname}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return ok(undefined);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return err({ code: isForGood(error) ? "refused" : "later", reason: reasonOf(error) });
    }
  };
}

/** Given beside a URL, nodemailer ignores its other options; in the URL it reads them. The operator's own stay. */
function withTimeouts(smtpUrl: string, timeoutMs: number): string {
  const url = new URL(smtpUrl);
  for (const option of ["connectionTimeout", "greetingTimeout", "socketTimeout"]) {
    if (!url.searchParams.has(option)) url.searchParams.set(option, String(timeoutMs));
  }
  return url.href;
}

type SmtpError = Error & { responseCode?: number; response?: string; code?: string; command?: string };

/**
 * A 5xx is final (RFC 5321, 4.2.1) where it speaks of this mail: its recipient or its content. Refused credentials or a
 * refused sender are ours to mend, and every mail waits for it.
 */
function isForGood({ responseCode = 0, code, command }: SmtpError): boolean {
  return responseCode >= 500 && (code === "EENVELOPE" || code === "EMESSAGE") && command !== "MAIL FROM";
}

function reasonOf({ response, code, message }: SmtpError): string {
  return (response ?? `${code ?? "error"}: ${message}`).slice(0, REASON_LENGTH);
}
