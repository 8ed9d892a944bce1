import "server-only";
import { attempt, db, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { newPublicId } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { checkAnswers } from "@/lib/questions/check-answers";
import type { FieldErrorCode } from "@/lib/questions/field-error";
import { fileTypeOf } from "@/lib/questions/file-type";
import { err, ok, type Result } from "@/lib/result";

/** A file as it came; its own word on its type is not asked for. */
export type Upload = { name: string; bytes: Uint8Array<ArrayBuffer> };

export type FileRefusal = FieldErrorCode | "not-asked";

/**
 * Keeps a file as the answer to a question, in place of the one before. Its type is read from its first bytes.
 * @param key of a file question of the registration's conference
 */
export function saveFile(registrationId: number, key: string, upload: Upload): Promise<Result<void, FileRefusal>> {
  return attempt<void, FileRefusal>(async (tx) => {
    const question = await lockFileQuestion(tx, registrationId, key);
    if (!question) return err("not-asked");
    const type = fileTypeOf(upload.bytes);
    const given = { [key]: new File([upload.bytes], upload.name, { type }) };
    const view = { key, type: "file", isRequired: true, choices: [], categoryCodes: [] } as const;
    const checked = checkAnswers([view], given, { categoryCode: null });
    if (!checked.ok) return err(checked.error[0]?.code ?? "file-type");
    const { name } = checked.value[key] as File;

    const id = { registrationId, questionId: question.id };
    const answer = await tx.answer.upsert({
      where: { registrationId_questionId: id },
      create: { ...id, value: name },
      update: { value: name },
    });
    await tx.uploadedFile.deleteMany({ where: { answerId: answer.id } });
    await tx.uploadedFile.create({
      data: {
        publicId: newPublicId(),
        answerId: answer.id,
        name,
        mediaType: type,
        sizeBytes: upload.bytes.length,
        bytes: upload.bytes,
      },
    });
    await tell(tx, question.conferenceId, registrationId, "registration.file-saved", key);
    return ok(undefined);
  });
}

/** Deletes the file of a question; no file is no error. */
export function removeFile(registrationId: number, key: string): Promise<Result<void, "not-asked">> {
  return attempt<void, "not-asked">(async (tx) => {
    const question = await lockFileQuestion(tx, registrationId, key);
    if (!question) return err("not-asked");
    const where = { registrationId, questionId: question.id };
    const { count } = await tx.uploadedFile.deleteMany({ where: { answer: where } });
    if (count === 0) return ok(undefined);
    await tx.answer.updateMany({ where, data: { value: Prisma.DbNull } });
    await tell(tx, question.conferenceId, registrationId, "registration.file-removed", key);
    return ok(undefined);
  });
}

/** A file of this registration, for whoever may open the registration. */
export async function findFile(registrationId: number, publicId: string) {
  const client = await db();
  return client.uploadedFile.findFirst({
    where: { publicId, answer: { registrationId } },
    select: { name: true, mediaType: true, bytes: true },
  });
}

async function lockFileQuestion(tx: Tx, registrationId: number, key: string) {
  const [open] = await tx.$queryRaw<{ conferenceId: number }[]>`
    SELECT conference_id AS "conferenceId" FROM registration
     WHERE id = ${registrationId} AND state IN ('draft', 'active') FOR UPDATE`;
  return open
    ? tx.question.findUnique({
        where: { conferenceId_key: { conferenceId: open.conferenceId, key }, type: "file", isActive: true },
        select: { id: true, conferenceId: true },
      })
    : null;
}

function tell(tx: Tx, conferenceId: number, registrationId: number, what: string, question: string): Promise<void> {
  return publish(tx, {
    conferenceId,
    actor: { kind: "person", id: String(registrationId) },
    registrations: [registrationId],
    audit: [{ what, object: "registration", objectId: registrationId, after: { question } }],
  });
}
