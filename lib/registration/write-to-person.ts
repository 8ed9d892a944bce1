import "server-only";
import type { Json } from "@/lib/audit/canonical-json";
import type { Actor } from "@/lib/audit/chain";
import { attempt, db } from "@/lib/db/client";
import { type Letter, type LetterFacts, queueMail } from "@/lib/mail/queue-mail";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

export const LONGEST_SUBJECT = 200;
export const LONGEST_MESSAGE = 10_000;

/** What is wrong with a message, by field. */
export type MessageProblem = { key: "subject" | "text"; code: "required" | "too-long" | "not-allowed-character" };
export type MessageRefusal = { code: "not-found" } | { code: "refused"; problems: MessageProblem[] };

/**
 * Queues a mail in the staff's own words to one person.
 * @param message.once of the form: the same form sent twice is one mail
 */
export function writeToPerson(
  registrationId: number,
  message: { subject: string; text: string; once: string },
  actor: Actor,
): Promise<Result<void, MessageRefusal>> {
  return attempt<void, MessageRefusal>(async (tx) => {
    const checked = checkMessage(message);
    if (!checked.ok) return err({ code: "refused", problems: checked.error });
    const registration = await tx.registration.findUnique({
      where: { id: registrationId, state: { not: "erased" } },
      select: { conferenceId: true },
    });
    if (!registration) return err({ code: "not-found" });
    const key = `staff-message:${registrationId}:${message.once}`;
    if ((await tx.mail.count({ where: { key } })) > 0) return ok(undefined);
    await queueMail(tx, { letter: "staff-message", key, registrationId, facts: checked.value });
    await publish(tx, {
      conferenceId: registration.conferenceId,
      actor,
      registrations: [],
      audit: [{ what: "registration.written-to", object: "registration", objectId: registrationId }],
    });
    return ok(undefined);
  });
}

/** A subject in one line and a text, as they are kept. */
export function checkMessage(raw: {
  subject: string;
  text: string;
}): Result<LetterFacts["staff-message"], MessageProblem[]> {
  const subject = cleanText(raw.subject, { maxLength: LONGEST_SUBJECT });
  const text = cleanText(raw.text, { maxLength: LONGEST_MESSAGE, multiline: true });
  const problemsOf = (key: MessageProblem["key"], field: typeof text): MessageProblem[] => {
    if (!field.ok) return [{ key, code: field.error }];
    return field.value === "" ? [{ key, code: "required" }] : [];
  };
  const problems = [...problemsOf("subject", subject), ...problemsOf("text", text)];
  if (!subject.ok || !text.ok || problems.length > 0) return err(problems);
  return ok({ subject: subject.value, text: text.value });
}

/** Codes are asked for anew, and who handed over a registration is told once. */
const ONCE: readonly string[] = ["verification-code", "registration-handed-over"] satisfies Letter[];

export function canResend({ letter }: { letter: string }): boolean {
  return !ONCE.includes(letter);
}

export type ResendRefusal = "not-found" | "not-again";

/**
 * Sends a letter once more, to the address that the registration has now; what it says is read anew.
 * @param once of the form: the same form sent twice is one mail
 */
export function resendMail(
  registrationId: number,
  mailId: number,
  once: string,
  actor: Actor,
): Promise<Result<void, ResendRefusal>> {
  return attempt<void, ResendRefusal>(async (tx) => {
    const mail = await tx.mail.findFirst({
      where: { id: mailId, registrationId },
      include: { registration: { select: { conferenceId: true } } },
    });
    if (!mail?.registration) return err("not-found");
    if (!canResend(mail)) return err("not-again");
    const key = `again:${mailId}:${once}`;
    if ((await tx.mail.count({ where: { key } })) > 0) return ok(undefined);
    const facts = mail.facts as Json as LetterFacts[Letter];
    await queueMail(tx, { letter: mail.letter as Letter, key, registrationId, facts });
    await publish(tx, {
      conferenceId: mail.registration.conferenceId,
      actor,
      registrations: [],
      audit: [
        {
          what: "mail.resent",
          object: "registration",
          objectId: registrationId,
          after: { letter: mail.letter, mail: mailId },
        },
      ],
    });
    return ok(undefined);
  });
}

/** One mail to a registration as it was sent; null when there is none. */
export async function findMail(registrationId: number, mailId: number) {
  return (await db()).mail.findFirst({ where: { id: mailId, registrationId } });
}
