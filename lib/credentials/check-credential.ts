import "server-only";
import { db } from "@/lib/db/client";
import type { CredentialKind } from "@/lib/db/generated/client";
import { hashSecret, isSameHash } from "@/lib/ids/public-id";
import { countFailure, waitAfterFailures } from "@/lib/limits/count-failures";
import { err, ok, type Result } from "@/lib/result";

export type CheckedCredential = { id: number; name: string; indicoUrl: string | null; conferenceId: number | null };

export type CredentialRefusal = { code: "wrong" } | { code: "wait"; seconds: number };

/** What the `Authorization` header of a machine says; `name` is null with Bearer. */
type Presented = { name: string | null; secret: string };

/**
 * Who is asking, by `Authorization: Bearer <secret>` or `Basic <name>:<secret>`. Unknown, revoked and wrong are one
 * refusal in comparable time. Ten failures in five minutes from an address, or for a name, make further wrong ones wait.
 * A right secret never waits: it is looked for first, and being long and random it is not found by guessing, so that
 * nobody can lock a machine out by sending nonsense from its network or with its name.
 */
export async function checkCredential(
  kind: CredentialKind,
  authorization: string | null,
  address: string,
): Promise<Result<CheckedCredential, CredentialRefusal>> {
  const presented = readAuthorization(authorization);
  const credential = presented && (await findCredential(kind, presented));
  if (credential) {
    await touchCredential(credential.id);
    return ok(credential);
  }
  const name = presented?.name ?? null;
  const seconds = Math.max(
    await waitAfterFailures("credentialByAddress", address),
    name === null ? 0 : await waitAfterFailures("credentialByName", name),
  );
  if (seconds > 0) return err({ code: "wait", seconds });
  // A request without any credential is a misconfigured client, not a guess.
  if (presented) await countFailure("credentialByAddress", address);
  if (name !== null) await countFailure("credentialByName", name);
  return err({ code: "wrong" });
}

/** Every credential of the kind is compared, so that the time says nothing of which one was near. */
async function findCredential(kind: CredentialKind, { name, secret }: Presented): Promise<CheckedCredential | null> {
  const client = await db();
  const candidates = await client.credential.findMany({
    where: { kind, revokedAt: null },
    select: { id: true, name: true, secretHash: true, indicoUrl: true, conferenceId: true },
  });
  const hash = hashSecret(secret);
  let found: CheckedCredential | null = null;
  for (const { secretHash, ...credential } of candidates) {
    const isSecret = isSameHash(secretHash, hash);
    const isNamed = name === null || isSameHash(hashSecret(credential.name), hashSecret(name));
    if (isSecret && isNamed) found = credential;
  }
  return found;
}

const TOUCH_MS = 60_000;

/** Notes when a credential was used, once a minute at most. */
export async function touchCredential(id: number): Promise<void> {
  const client = await db();
  const now = new Date();
  const stale = new Date(now.getTime() - TOUCH_MS);
  await client.credential.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }] },
    data: { lastUsedAt: now },
  });
}

/** Null for no header and for one that is neither Bearer nor Basic. The password of Basic may hold colons. */
export function readAuthorization(header: string | null): Presented | null {
  const [, scheme = "", value = ""] = /^(\S+) +(\S+)\s*$/.exec(header ?? "") ?? [];
  if (/^bearer$/i.test(scheme)) return { name: null, secret: value };
  if (!/^basic$/i.test(scheme)) return null;
  const text = Buffer.from(value, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : { name: text.slice(0, colon), secret: text.slice(colon + 1) };
}
