import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { standingOf } from "@/lib/checkin/at-the-door";
import { findPeople } from "@/lib/checkin/find-people";
import { listDoors, loadPresence } from "@/lib/checkin/load-presence";
import { readAtDoor } from "@/lib/checkin/read-at-door";
import { messagesOf } from "@/lib/i18n/messages";
import { Desk } from "../../../desk";
import { requireAtDesk } from "../../../guard";
import { Outcome } from "../../../outcome";
import { ANSWER_LOOKS, type ShownAnswer } from "./answer-looks";
import { DoorDesk } from "./door-desk";
import { doorOf, doorPage } from "./post";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin-check-in"))("page-title") };
}

/** Where people come in: their ticket or their name, and an answer to read at arm's length. */
export default async function CheckInPage({ params, searchParams }: PageProps<"/admin/c/[conference]/check-in">) {
  const { conference: slug } = await params;
  const base = doorPage(slug);
  const at = await requireAtDesk(slug, "registrations.check-in", base);
  const said = await searchParams;
  const { conference, staff, may } = at;
  const now = new Date();
  const question = typeof said.q === "string" ? said.q : "";
  const [door, doors, presence, people, answer] = await Promise.all([
    doorOf(conference.id),
    listDoors(conference.id),
    loadPresence(conference.id),
    question ? findPeople(conference, question) : null,
    answerOf(conference.id, said, staff.id, now),
  ]);
  const t = await getTranslations("admin-check-in");
  const messages = { "admin-check-in": messagesOf(await getLocale())["admin-check-in"] };
  const setting = {
    base,
    door,
    timeZone: conference.timeZone,
    mayTakePayment: may("payments.take-on-site"),
    mayLetInUnpaid: may("registrations.edit"),
  };
  return (
    <Desk at={at} current="check-in" title={t("title")}>
      <Outcome searchParams={said} />
      <NextIntlClientProvider messages={messages}>
        <DoorDesk
          setting={setting}
          doors={doors}
          question={question}
          start={{ answer, presence, people, now: now.getTime() }}
        />
      </NextIntlClientProvider>
    </Desk>
  );
}

/** "Come in" is shown again so long only to whoever let the person in: an address must not make it up. */
const STILL_NEW_MS = 120_000;

/** What an act without a script led here with, as it stands now. */
async function answerOf(
  conferenceId: number,
  { answer: kind, of }: Record<string, string | string[] | undefined>,
  staffId: number,
  now: Date,
): Promise<ShownAnswer | null> {
  if (typeof kind !== "string" || !Object.hasOwn(ANSWER_LOOKS, kind)) return null;
  if (typeof of !== "string") return isOfNobody(kind) ? { kind } : null;
  const seen = await readAtDoor(conferenceId, { publicId: of });
  if (!seen) return { kind: "unknown" };
  const standing = standingOf(seen);
  const { person } = seen;
  const isMine = seen.letInBy === staffId;
  const isNew = person.entry !== null && now.getTime() - new Date(person.entry.at).getTime() < STILL_NEW_MS;
  if (standing.kind === "already-in" && kind === "in" && isMine && isNew) return { kind, person };
  if (standing.kind === "already-in" && kind === "noted") return { kind, person };
  if (standing.kind === "expected" && kind === "undone") return { kind, person };
  if (kind === "companion") return { kind, person };
  return standing;
}

type OfNobody = Exclude<ShownAnswer, { person: unknown }>["kind"];

function isOfNobody(kind: string): kind is OfNobody {
  const ofSomebody = ["in", "already-in", "not-paid", "not-registered", "cancelled", "noted", "undone", "expected"];
  return kind !== "companion" && !ofSomebody.includes(kind);
}
