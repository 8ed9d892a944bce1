import "server-only";
import { db } from "@/lib/db/client";
import type { CredentialKind } from "@/lib/db/generated/client";
import { hashSecret } from "@/lib/ids/public-id";

const MACHINE = {
  ...{ id: true, kind: true, name: true, conferenceId: true, allowedHosts: true, allowedAddresses: true },
  ...{ trustsIds: true, listsPeople: true, createdAt: true, lastUsedAt: true, revokedAt: true, rotationHash: true },
} as const;

const KINDS: CredentialKind[] = ["convio_client", "convio_server", "lenos"];
const MANAGED = { kind: { in: KINDS } };

/** The Convio and event apps' credentials that may see a conference: its own, and those of every conference; revoked ones last. */
export async function listMachines(conferenceId: number) {
  const client = await db();
  const machines = await client.credential.findMany({
    where: { ...MANAGED, OR: [{ conferenceId }, { conferenceId: null }] },
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { name: "asc" }],
    select: MACHINE,
  });
  return machines.map(toMachine);
}

/** One credential of the conference's own that is alive; null for any other. */
export async function findMachine(conferenceId: number, id: number) {
  const client = await db();
  const machine = await client.credential.findFirst({
    where: { ...MANAGED, id, conferenceId, revokedAt: null },
    select: MACHINE,
  });
  return machine && toMachine(machine);
}

export type Machine = NonNullable<Awaited<ReturnType<typeof findMachine>>>;

type Stored = {
  rotationHash: string | null;
  allowedHosts: string[];
  allowedAddresses: string[];
  trustsIds: boolean;
  listsPeople: boolean;
};

function toMachine<Row extends Stored>({ rotationHash, ...row }: Row) {
  return { ...row, isRotating: rotationHash !== null, version: settingsVersion(row) };
}

/** Of what a form of settings shows: another one means that somebody changed them meanwhile. */
export function settingsVersion(row: Omit<Stored, "rotationHash">): string {
  const { allowedHosts, allowedAddresses, trustsIds, listsPeople } = row;
  return hashSecret(JSON.stringify([allowedHosts, allowedAddresses, trustsIds, listsPeople])).slice(0, 16);
}
