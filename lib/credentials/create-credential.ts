import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { attempt, type Tx } from "@/lib/db/client";
import type { CredentialKind } from "@/lib/db/generated/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";

/** What a machine may see: everything of one Indico, or of it one conference only. */
export type CredentialScope = { indicoUrl: string } | { conferenceSlug: string };

export type CreatedCredential = { id: number; name: string; indicoUrl: string; secret: string };

/**
 * Gives a machine access. The secret (256 bits) is in the answer and nowhere else: we keep its SHA-256.
 * Refused: a name in use, since it is the user name of Basic; an Indico or conference that no set-up knows.
 */
export function createCredential(
  kind: CredentialKind,
  name: string,
  scope: CredentialScope,
  by: Actor,
): Promise<Result<CreatedCredential, "name-taken" | "unknown-indico" | "unknown-conference">> {
  return attempt(async (tx) => {
    if (await tx.credential.findUnique({ where: { name } })) return err("name-taken");
    const tied = await findTied(tx, scope);
    if (!tied.ok) return tied;
    const { indicoUrl, conferenceId } = tied.value;
    const secret = `foyer_${newSecret()}`;
    const { id } = await tx.credential.create({
      data: { kind, name, secretHash: hashSecret(secret), indicoUrl, conferenceId },
    });
    await auditCredential(tx, { indicoUrl, conferenceId }, by, {
      what: "credential.created",
      objectId: id,
      after: { kind, name },
    });
    return ok({ id, name, indicoUrl, secret });
  });
}

/** Ends a machine's access at once, and with it what it gave others (a Convio account's tokens). @returns whether there was such a credential and it was alive */
export function revokeCredential(name: string, by: Actor, now: Date): Promise<Result<void, "not-found">> {
  return attempt(async (tx) => {
    const [credential] = await tx.credential.updateManyAndReturn({
      where: { name, revokedAt: null },
      data: { revokedAt: now },
    });
    if (!credential) return err("not-found");
    await auditCredential(tx, credential, by, { what: "credential.revoked", objectId: credential.id, after: { name } });
    return ok(undefined);
  });
}

type Tied = { indicoUrl: string; conferenceId: number | null };

async function findTied(
  tx: Tx,
  scope: CredentialScope,
): Promise<Result<Tied, "unknown-indico" | "unknown-conference">> {
  if ("conferenceSlug" in scope) {
    const conference = await tx.conference.findUnique({ where: { slug: scope.conferenceSlug } });
    if (!conference) return err("unknown-conference");
    if (!conference.indicoUrl) return err("unknown-indico");
    return ok({ indicoUrl: conference.indicoUrl, conferenceId: conference.id });
  }
  const indicoUrl = scope.indicoUrl.replace(/\/+$/, "");
  const count = await tx.conference.count({ where: { indicoUrl } });
  return count ? ok({ indicoUrl, conferenceId: null }) : err("unknown-indico");
}

/**
 * Access to an Indico's list, or to all conferences, is access to each of them: every one of their logs says so.
 */
export async function auditCredential(
  tx: Tx,
  { indicoUrl, conferenceId }: { indicoUrl: string | null; conferenceId: number | null },
  actor: Actor,
  event: { what: string; objectId: number; after: { [key: string]: string | boolean } },
): Promise<void> {
  const conferences = await tx.conference.findMany({
    where: conferenceId !== null ? { id: conferenceId } : indicoUrl !== null ? { indicoUrl } : {},
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of conferences) {
    await publish(tx, { conferenceId: id, actor, registrations: [], audit: [{ ...event, object: "credential" }] });
  }
}
