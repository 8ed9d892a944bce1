import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, db, type Tx } from "@/lib/db/client";
import { newPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

export const LONGEST_NOTE = 2_000;

/** `"not-yours"`: a note belongs to who wrote it. */
export type NoteRefusal = "not-found" | "not-yours" | "required" | "too-long" | "not-allowed-character";

type Author = { staffId: number; actor: Actor };

/** Staff tell each other something about a registration. Its text stays out of the audit, which cannot be erased. */
export function addNote(registrationId: number, raw: string, author: Author): Promise<Result<void, NoteRefusal>> {
  return attempt<void, NoteRefusal>(async (tx) => {
    const text = checkNote(raw);
    if (!text.ok) return text;
    const { staffId } = author;
    const note = await tx.registrationNote.create({
      data: { publicId: newPublicId(), registrationId, staffId, text: text.value },
    });
    return tell(tx, "registration.note-added", note, author);
  });
}

/** The author words a note anew. */
export function editNote(
  registrationId: number,
  publicId: string,
  raw: string,
  author: Author,
  now: Date,
): Promise<Result<void, NoteRefusal>> {
  return attempt<void, NoteRefusal>(async (tx) => {
    const note = await findOwn(tx, registrationId, publicId, author);
    if (!note.ok) return note;
    const text = checkNote(raw);
    if (!text.ok) return text;
    await tx.registrationNote.update({ where: { publicId }, data: { text: text.value, editedAt: now } });
    return tell(tx, "registration.note-edited", note.value, author);
  });
}

/** The author takes a note away. */
export function deleteNote(
  registrationId: number,
  publicId: string,
  author: Author,
): Promise<Result<void, NoteRefusal>> {
  return attempt<void, NoteRefusal>(async (tx) => {
    const note = await findOwn(tx, registrationId, publicId, author);
    if (!note.ok) return note;
    await tx.registrationNote.delete({ where: { publicId } });
    return tell(tx, "registration.note-deleted", note.value, author);
  });
}

/** The notes of a registration, newest first. */
export async function loadNotes(registrationId: number) {
  return (await db()).registrationNote.findMany({
    where: { registrationId },
    orderBy: { id: "desc" },
    include: { staff: { select: { name: true } } },
  });
}

function checkNote(raw: string): Result<string, NoteRefusal> {
  const text = cleanText(raw, { maxLength: LONGEST_NOTE, multiline: true });
  return text.ok && text.value === "" ? err("required") : text;
}

async function findOwn(tx: Tx, registrationId: number, publicId: string, { staffId }: Author) {
  const note = await tx.registrationNote.findFirst({ where: { publicId, registrationId } });
  if (!note) return err("not-found");
  return note.staffId === staffId ? ok(note) : err("not-yours");
}

async function tell(
  tx: Tx,
  what: string,
  { publicId, registrationId }: { publicId: string; registrationId: number },
  { actor }: Author,
): Promise<Result<void, never>> {
  const { conferenceId } = await tx.registration.findUniqueOrThrow({ where: { id: registrationId } });
  await publish(tx, {
    conferenceId,
    actor,
    registrations: [],
    audit: [{ what, object: "registration", objectId: registrationId, after: { note: publicId } }],
  });
  return ok(undefined);
}
