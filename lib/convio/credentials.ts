import "server-only";
import type { Servlet } from "@/lib/convio/method";
import { touchCredential } from "@/lib/credentials/check-credential";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { isWithin, readRanges } from "@/lib/http/client-address";
import { hashSecret, isSameHash } from "@/lib/ids/public-id";
import { takeTokenAndRead } from "@/lib/limits/take-token";

/** One of the dialect's credentials: a client key or a server account. */
export type ConvioCredential = {
  readonly id: number;
  readonly kind: "convio_client" | "convio_server";
  readonly name: string;
  readonly secretHash: string;
  readonly rotationHash: string | null;
  readonly conferenceId: number | null;
  readonly allowedHosts: readonly string[];
  readonly allowedAddresses: readonly string[];
  readonly signingSealed: string | null;
  readonly trustsIds: boolean;
  readonly listsPeople: boolean;
  readonly lastUsedAt: Date | null;
};

/** Those that are alive: a handful. */
const ALIVE = Prisma.sql`
  SELECT id, kind::text AS kind, name, secret_hash AS "secretHash", rotation_hash AS "rotationHash",
         conference_id AS "conferenceId", allowed_hosts AS "allowedHosts", allowed_addresses AS "allowedAddresses",
         signing_sealed AS "signingSealed", trusts_ids AS "trustsIds", lists_people AS "listsPeople",
         last_used_at AS "lastUsedAt"
    FROM credential WHERE kind IN ('convio_client', 'convio_server') AND revoked_at IS NULL ORDER BY id`;

export async function loadConvioCredentials(): Promise<readonly ConvioCredential[]> {
  const client = await db();
  return client.$queryRaw<ConvioCredential[]>(ALIVE);
}

/** The first thing of every call: its token of the limit, and the credentials that it may name. */
export async function takeCallToken(servlet: Servlet, address: string) {
  const { token, rows } = await takeTokenAndRead<ConvioCredential>(callLimit(servlet), address, ALIVE);
  return { token, credentials: rows };
}

/** The limit that a servlet's calls count against. */
export function callLimit(servlet: Servlet): "convioServerByAddress" | "convioByAddress" {
  return isServer(servlet) ? "convioServerByAddress" : "convioByAddress";
}

/** A server's calls are the CR servlets' mirror images, by their first letter. */
export function isServer(servlet: Servlet): boolean {
  return servlet.startsWith("S");
}

/** The client key whose secret, or second secret, this is. Every one is compared, in constant time. */
export function findClientKey(credentials: readonly ConvioCredential[], apiKey: string): ConvioCredential | null {
  return findBySecret(
    credentials.filter(({ kind }) => kind === "convio_client"),
    apiKey,
  );
}

/** What is wrong with a call of the server API, as the code that answers it; null where its account is right. */
export type ServerAdmission = { readonly account: ConvioCredential } | { readonly code: 3 | 4 };

/**
 * Who calls the server API. An address on no account's list is not told whether its credentials were right. An empty
 * list admits nobody, in the demo this machine.
 */
export function admitServer(
  credentials: readonly ConvioCredential[],
  { name, password, address, isDemo }: { name: string; password: string; address: string | null; isDemo: boolean },
): ServerAdmission {
  const accounts = credentials.filter(({ kind }) => kind === "convio_server");
  const admits = (account: ConvioCredential) => address !== null && isListed(account.allowedAddresses, address, isDemo);
  if (!accounts.some(admits)) return { code: 4 };
  const account = findBySecret(accounts, password);
  if (!account || !isSameHash(hashSecret(account.name), hashSecret(name))) return { code: 3 };
  return admits(account) ? { account } : { code: 4 };
}

function findBySecret(credentials: readonly ConvioCredential[], secret: string): ConvioCredential | null {
  const hash = hashSecret(secret);
  let found: ConvioCredential | null = null;
  for (const credential of credentials) {
    const isFirst = isSameHash(credential.secretHash, hash);
    const isSecond = isSameHash(credential.rotationHash ?? "", hash);
    if (isFirst || isSecond) found = credential;
  }
  return found;
}

const LOOPBACK = "127.0.0.0/8,::1";

function isListed(allowed: readonly string[], address: string, isDemo: boolean): boolean {
  const ranges = allowed.length || !isDemo ? allowed.join(",") : LOOPBACK;
  return isWithin(address, readRanges(ranges));
}

const TOUCH_MS = 60_000;

/** Notes that a credential was used, once a minute at most. */
export async function noteUse({ id, lastUsedAt }: ConvioCredential, now: Date): Promise<void> {
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > TOUCH_MS) await touchCredential(id);
}
