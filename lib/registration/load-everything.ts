import "server-only";
import { readHistory } from "@/lib/audit/search-audit";
import { findOpenChange } from "@/lib/changes/load-changes";
import { db } from "@/lib/db/client";
import { loadQuestions } from "@/lib/questions/load-questions";
import { type DeskView, loadForDesk } from "./load-for-desk";
import { loadNotes } from "./notes";

/** The page shows so many entries; the audit page has all. */
const HISTORY = 60;

/** Everything that there is about one registration of a conference, for its page at the desk. */
export async function loadEverything(conferenceId: number, publicId: string) {
  const view = await loadForDesk(conferenceId, publicId);
  if (!view) return null;
  const { registration } = view;
  const client = await db();
  const [questions, mails, notes, history, change] = await Promise.all([
    loadQuestions(client, { conferenceId, registrationId: registration.id }),
    client.mail.findMany({
      where: { registrationId: registration.id },
      orderBy: { id: "desc" },
      select: { id: true, letter: true, recipient: true, state: true, subject: true, failure: true, createdAt: true },
    }),
    loadNotes(registration.id),
    readHistory(conferenceId, historyOf(view), HISTORY),
    findOpenChange(registration.id),
  ]);
  return { ...view, questions, mails, notes, history, change };
}

export type Everything = NonNullable<Awaited<ReturnType<typeof loadEverything>>>;

/** What the history of a registration is about: itself, its orders and their payments. */
export function historyOf({ registration, orders }: DeskView) {
  return [
    { object: "registration", objectId: String(registration.id) },
    ...orders.map(({ publicId }) => ({ object: "order", objectId: publicId })),
    ...orders.flatMap(({ payments }) => payments.map(({ publicId }) => ({ object: "payment", objectId: publicId }))),
  ];
}
