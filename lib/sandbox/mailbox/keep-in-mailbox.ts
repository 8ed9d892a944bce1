import "server-only";
import { db } from "@/lib/db/client";
import type { Carrier } from "@/lib/mail/outgoing-mail";
import { ok } from "@/lib/result";

/** The demo's carrier: nothing leaves this machine. What the mail's row has no room for is kept for the mailbox page. */
export const keepInMailbox: Carrier = async ({ mailId, attachments }) => {
  const client = await db();
  // A repeated attempt finds what the first one kept.
  await client.sandboxAttachment.deleteMany({ where: { mailId } });
  await client.sandboxAttachment.createMany({
    data: attachments.map(({ filename, contentType, content, cid }) => ({
      mailId,
      name: filename,
      contentType,
      contentId: cid ?? null,
      bytes: new Uint8Array(content),
    })),
  });
  return ok(undefined);
};
