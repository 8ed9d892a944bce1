import "server-only";
import { db } from "@/lib/db/client";

/** The mailbox page shows the newest; the demo has no use for more. */
const LISTED = 200;

/** The demo's mails, sent or not, the newest first. */
export async function listMails() {
  const client = await db();
  return client.mail.findMany({
    orderBy: { id: "desc" },
    take: LISTED,
    select: {
      id: true,
      recipient: true,
      subject: true,
      state: true,
      createdAt: true,
      sentAt: true,
      conference: { select: { timeZone: true } },
    },
  });
}

/** One mail with what is attached to it; null when there is none. */
export async function findMail(idText: string) {
  const id = idOf(idText);
  if (id === null) return null;
  const client = await db();
  const mail = await client.mail.findUnique({
    where: { id },
    include: { conference: { select: { contactEmail: true, timeZone: true } } },
  });
  if (!mail) return null;
  const attachments = await client.sandboxAttachment.findMany({ where: { mailId: id }, orderBy: { id: "asc" } });
  return { ...mail, attachments };
}

/** One attachment of a mail; null when there is none. */
export async function findAttachment(mailIdText: string, idText: string) {
  const [mailId, id] = [idOf(mailIdText), idOf(idText)];
  if (mailId === null || id === null) return null;
  return (await db()).sandboxAttachment.findUnique({ where: { id, mailId } });
}

/** A row's number as an address has it; null for what no row can have. */
function idOf(text: string): number | null {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
  return id !== null && id <= 2_147_483_647 ? id : null;
}

type Picture = { contentId: string | null; contentType: string; bytes: Uint8Array };

/**
 * A mail's HTML as a page of its own shows it: pictures that came along inside it, links leading out of the frame.
 */
export function showableHtml(html: string, pictures: readonly Picture[]): string {
  const withPictures = pictures.reduce((source, { contentId, contentType, bytes }) => {
    const data = `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
    return contentId ? source.replaceAll(`"cid:${contentId}"`, `"${data}"`) : source;
  }, html);
  return withPictures.replace("<head>", '<head><base target="_top">');
}
