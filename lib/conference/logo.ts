import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { db, transaction } from "@/lib/db/client";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

export const LARGEST_LOGO_BYTES = 500_000;

/** What an image is by its first bytes, whatever its name says; SVG is not taken, since it can carry scripts. */
function typeOf(bytes: Uint8Array): string | null {
  const starts = (signature: number[], at = 0) => signature.every((byte, i) => bytes[at + i] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (starts([0xff, 0xd8, 0xff])) return "image/jpeg";
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return "image/webp";
  return null;
}

/** Keeps a conference's logo. */
export async function saveLogo(
  conferenceId: number,
  file: Uint8Array<ArrayBuffer>,
  by: Actor,
): Promise<Result<void, "logo-too-large" | "logo-wrong-type">> {
  if (file.byteLength > LARGEST_LOGO_BYTES) return err("logo-too-large");
  const type = typeOf(file);
  if (!type) return err("logo-wrong-type");
  await transaction(async (tx) => {
    const data = { type, bytes: file };
    await tx.conferenceLogo.upsert({ where: { conferenceId }, create: { conferenceId, ...data }, update: data });
    await tell(conferenceId, by, tx, { type, sizeBytes: file.byteLength });
  });
  return ok(undefined);
}

/** Takes a conference's logo out; one that is not there stays so. */
export async function removeLogo(conferenceId: number, by: Actor): Promise<void> {
  await transaction(async (tx) => {
    const { count } = await tx.conferenceLogo.deleteMany({ where: { conferenceId } });
    if (count) await tell(conferenceId, by, tx, null);
  });
}

function tell(
  conferenceId: number,
  by: Actor,
  tx: Parameters<typeof publish>[0],
  after: { type: string; sizeBytes: number } | null,
): Promise<void> {
  const event = { what: "conference.logo-changed", object: "conference", objectId: conferenceId, after };
  return publish(tx, { conferenceId, actor: by, registrations: [], audit: [event] });
}

/** The logo of the conference of an address; null where there is none. */
export async function findLogo(slug: string) {
  const client = await db();
  return client.conferenceLogo.findFirst({
    where: { conference: { slug } },
    select: { type: true, bytes: true, changedAt: true },
  });
}

export async function hasLogo(conferenceId: number): Promise<boolean> {
  const client = await db();
  return (await client.conferenceLogo.count({ where: { conferenceId } })) > 0;
}
