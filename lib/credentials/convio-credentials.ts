import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { isHostEntry } from "@/lib/convio/redirects";
import { auditCredential } from "@/lib/credentials/create-credential";
import { settingsVersion } from "@/lib/credentials/load-machines";
import { attempt, type Tx } from "@/lib/db/client";
import type { CredentialKind } from "@/lib/db/generated/client";
import { readRanges } from "@/lib/http/client-address";
import { hashSecret, newPassword, newSecret } from "@/lib/ids/public-id";
import { err, ok, type Result } from "@/lib/result";
import { seal } from "@/lib/secrets/seal";

/** What a Convio credential is set up with: a client's key, or a server's account, whose name is its `login_name`. */
export type ConvioCredentialSettings =
  | {
      readonly kind: "convio_client";
      /** Of pages that may read answers and be redirected to. */
      readonly allowedHosts: readonly string[];
      readonly trustsIds: boolean;
      readonly listsPeople: boolean;
    }
  | { readonly kind: "convio_server"; readonly allowedAddresses: readonly string[] };

export type NewConvioCredential = ConvioCredentialSettings & {
  readonly name: string;
  /** Null: it sees every conference. */
  readonly conferenceId: number | null;
};

/** Secrets that are shown once. `signingSecret` is what a client's redirects are signed with. */
export type ShownSecrets = { readonly id: number; readonly secret: string; readonly signingSecret: string | null };

export type SettingsProblem =
  | { readonly code: "bad-host"; readonly entry: string }
  | { readonly code: "bad-address"; readonly entry: string };

/** Names that people type into other systems' settings. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{2,59}$/;

/**
 * Gives an application access to the Convio dialect. The secrets (256 bits) are in the answer and nowhere else in the
 * clear. Refused: a name in use or of other characters, an entry of a list that is no host or no address.
 */
export function createConvioCredential(
  { name, conferenceId, ...settings }: NewConvioCredential,
  by: Actor,
): Promise<Result<ShownSecrets, { code: "name-taken" | "bad-name" } | SettingsProblem>> {
  return attempt<ShownSecrets, { code: "name-taken" | "bad-name" } | SettingsProblem>(async (tx) => {
    if (!NAME.test(name)) return err({ code: "bad-name" });
    const problem = findProblem(settings);
    if (problem) return err(problem);
    if (await tx.credential.findUnique({ where: { name } })) return err({ code: "name-taken" });
    const secret = newConvioSecret();
    const signingSecret = settings.kind === "convio_client" ? newSecret() : null;
    const { id } = await tx.credential.create({
      data: {
        ...{ name, conferenceId, secretHash: hashSecret(secret) },
        ...columnsOf(settings),
        kind: settings.kind,
        signingSealed: signingSecret && seal(signingSecret, "convio-signing"),
      },
    });
    await note(tx, { id, conferenceId }, by, "credential.created", { kind: settings.kind, name, ...shown(settings) });
    return ok({ id, secret, signingSecret });
  });
}

/**
 * Changes what a credential may; its kind and its secrets stay.
 * @param seen the version of the settings that the form was filled with: another one is refused
 */
export function changeConvioCredential(
  { id, conferenceId, seen }: { id: number; conferenceId: number | null; seen: string },
  settings: ConvioCredentialSettings,
  by: Actor,
): Promise<Result<void, { code: "not-found" | "changed" } | SettingsProblem>> {
  return attempt<void, { code: "not-found" | "changed" } | SettingsProblem>(async (tx) => {
    const problem = findProblem(settings);
    if (problem) return err(problem);
    await tx.$queryRaw`SELECT id FROM credential WHERE id = ${id} FOR UPDATE`;
    const where = { id, conferenceId, kind: settings.kind, revokedAt: null };
    const before = await tx.credential.findFirst({ where });
    if (!before) return err({ code: "not-found" });
    if (settingsVersion(before) !== seen) return err({ code: "changed" });
    await tx.credential.update({ where: { id }, data: columnsOf(settings) });
    await note(tx, { id, conferenceId }, by, "credential.changed", shown(settings));
    return ok(undefined);
  });
}

/**
 * Gives a credential a new secret; the one before stays right beside it until `endRotation`, so that clients change over
 * without an interruption. One that was second before is right no longer, nor are the tokens that may stand for it.
 */
export function rotateCredential(
  id: number,
  conferenceId: number | null,
  by: Actor,
): Promise<Result<{ secret: string }, { code: "not-found" }>> {
  return attempt<{ secret: string }, { code: "not-found" }>(async (tx) => {
    const credential = await tx.credential.findFirst({ where: aliveHere(id, conferenceId) });
    if (!credential) return err({ code: "not-found" });
    const secret = credential.kind === "lenos" ? newPassword() : newConvioSecret();
    const data = { secretHash: hashSecret(secret), rotationHash: credential.secretHash };
    await tx.credential.update({ where: { id }, data });
    if (credential.rotationHash !== null) await tx.appToken.deleteMany({ where: { credentialId: id } });
    await note(tx, credential, by, "credential.rotated", {});
    return ok({ secret });
  });
}

/** The secret from before the last rotation is right no longer, nor is any token: which of the two it stands for is unknown. */
export function endRotation(
  id: number,
  conferenceId: number | null,
  by: Actor,
): Promise<Result<void, { code: "not-found" }>> {
  return attempt<void, { code: "not-found" }>(async (tx) => {
    const where = { ...aliveHere(id, conferenceId), rotationHash: { not: null } };
    const { count } = await tx.credential.updateMany({ where, data: { rotationHash: null } });
    if (count === 0) return err({ code: "not-found" });
    await tx.appToken.deleteMany({ where: { credentialId: id } });
    await note(tx, { id, conferenceId }, by, "credential.rotation-ended", {});
    return ok(undefined);
  });
}

/** Of another conference, or revoked, it is not there. */
function aliveHere(id: number, conferenceId: number | null) {
  const kinds: CredentialKind[] = ["convio_client", "convio_server", "lenos"];
  return { id, conferenceId, kind: { in: kinds }, revokedAt: null };
}

function newConvioSecret(): string {
  return `foyer_${newSecret()}`;
}

function columnsOf(settings: ConvioCredentialSettings) {
  if (settings.kind === "convio_server") return { allowedAddresses: [...settings.allowedAddresses] };
  const { allowedHosts, trustsIds, listsPeople } = settings;
  return { allowedHosts: [...allowedHosts], trustsIds, listsPeople };
}

function shown(settings: ConvioCredentialSettings): Record<string, string | boolean> {
  if (settings.kind === "convio_server") return { allowedAddresses: settings.allowedAddresses.join(" ") };
  const { allowedHosts, trustsIds, listsPeople } = settings;
  return { allowedHosts: allowedHosts.join(" "), trustsIds, listsPeople };
}

function findProblem(settings: ConvioCredentialSettings): SettingsProblem | null {
  if (settings.kind === "convio_client") {
    const entry = settings.allowedHosts.find((host) => !isHostEntry(host));
    return entry === undefined ? null : { code: "bad-host", entry };
  }
  const entry = settings.allowedAddresses.find((address) => !isRange(address));
  return entry === undefined ? null : { code: "bad-address", entry };
}

/** An address or a CIDR range, alone. */
export function isRange(text: string): boolean {
  try {
    readRanges(text);
    return text !== "" && !text.includes(",");
  } catch {
    return false;
  }
}

async function note(
  tx: Tx,
  { id, conferenceId }: { id: number; conferenceId: number | null },
  by: Actor,
  what: string,
  after: Record<string, string | boolean>,
): Promise<void> {
  await auditCredential(tx, { indicoUrl: null, conferenceId }, by, { what, objectId: id, after });
}
