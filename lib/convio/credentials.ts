import "server-only";
import { touchCredential } from "@/lib/credentials/check-credential";
import { db } from "@/lib/db/client";
import { isWithin, readRanges } from "@/lib/http/client-address";
import { hashSecret, isSameHash } from "@/lib/ids/public-id";

const FIELDS = {
  id: true,
  kind: true,
  name: true,
  secretHash: true,
  rotationHash: true,
  conferenceId: true,
  allowedHosts: true,
  allowedAddresses: true,
  signingSealed: true,
  trustsIds: true,
  listsPeople: true,
  lastUsedAt: true,
} as const;

/** The dialect's credentials that are alive: client keys and server accounts, a handful. */
export type ConvioCredential = Awaited<ReturnType<typeof loadConvioCredentials>>[number];

export async function loadConvioCredentials() {
  const client = await db();
  return client.credential.findMany({
    where: { kind: { in: ["convio_client", "convio_server"] }, revokedAt: null },
    orderBy: { id: "asc" },
    select: FIELDS,
  });
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
