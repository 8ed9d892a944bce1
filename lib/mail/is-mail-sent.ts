import "server-only";
import { db } from "@/lib/db/client";

/** Whether the mail of an event (its key in the outbox) has left. */
export async function isMailSent(key: string): Promise<boolean> {
  const client = await db();
  return (await client.mail.count({ where: { key, state: "sent" } })) > 0;
}
