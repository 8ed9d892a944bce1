import { env } from "@/lib/env";
import { findAttachment } from "@/lib/sandbox/mailbox/read-mailbox";

type Context = RouteContext<"/sandbox/mailbox/[mailId]/attachments/[attachmentId]">;

/** One attachment of one of the demo's mails, to be saved. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { mailId, attachmentId } = await params;
  const attachment = env().isDemo ? await findAttachment(mailId, attachmentId) : null;
  if (!attachment) return new Response(null, { status: 404 });
  return new Response(attachment.bytes, {
    headers: {
      "content-type": attachment.contentType,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
