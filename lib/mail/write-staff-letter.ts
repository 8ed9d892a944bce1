import "server-only";
import { db } from "@/lib/db/client";
import { mailConference } from "@/lib/documents/read-order";
import { env } from "@/lib/env";
import type { Locale } from "@/lib/i18n/locales";
import type { Mail, MailConference } from "@/lib/mail/compose";
import { composeStaffInvitation } from "@/lib/mail/letters/staff-invitation";
import { composeStaffPasswordReset } from "@/lib/mail/letters/staff-password-reset";
import type { LetterFacts } from "@/lib/mail/queue-mail";
import { err, ok, type Result } from "@/lib/result";

type Written = Result<Mail, "link-over">;

/** Composes an invitation to a conference's desk; pointless once it was accepted, withdrawn or has run out. */
export async function writeInvitation(
  { invitationId, secret }: LetterFacts["staff-invitation"],
  locale: Locale,
  now: Date,
): Promise<Written> {
  const client = await db();
  const invitation = await client.staffInvitation.findUnique({
    where: { id: invitationId },
    include: { conference: true, invitedBy: { select: { name: true } } },
  });
  if (!invitation || invitation.acceptedAt || invitation.expiresAt <= now) return err("link-over");
  const { conference, invitedBy, expiresAt } = invitation;
  const linkUrl = `${env().publicUrl}/admin/invitation/${secret}`;
  const data = { conference: mailConference(conference, locale), inviter: invitedBy?.name ?? "", linkUrl, expiresAt };
  return ok(composeStaffInvitation(data, locale));
}

/** Composes the link that sets a new password; pointless once it was used or has run out. */
export async function writePasswordReset(
  { resetId, secret }: LetterFacts["staff-password-reset"],
  locale: Locale,
  now: Date,
): Promise<Written> {
  const client = await db();
  const reset = await client.passwordReset.findUnique({ where: { id: resetId } });
  if (!reset || reset.usedAt || reset.expiresAt <= now) return err("link-over");
  const linkUrl = `${env().publicUrl}/admin/reset/${secret}`;
  return ok(composeStaffPasswordReset({ conference: installation(), linkUrl, expiresAt: reset.expiresAt }, locale));
}

/** Foyer itself, where a mail belongs to no conference. */
function installation(): MailConference {
  const contactEmail = /<([^>]+)>/.exec(env().MAIL_FROM)?.[1] ?? env().MAIL_FROM;
  const { host } = new URL(env().publicUrl);
  return { name: "Foyer", organiser: host, contactEmail, city: "", timeZone: "UTC", colour: "#0a7a8c" };
}
