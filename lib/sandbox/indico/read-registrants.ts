import { db } from "@/lib/db/client";
import type { SandboxRow } from "@/lib/sandbox/indico/registration-json";

/** The sandbox's registrants in the order of their numbers, for its own pages. */
export async function listSandboxRegistrants(): Promise<SandboxRow[]> {
  return (await db()).sandboxRegistration.findMany({
    where: { isDeleted: false },
    include: { form: true },
    orderBy: { friendlyId: "asc" },
  });
}

/** One of them by its database id; null when there is none. */
export async function findSandboxRegistrant(id: number): Promise<SandboxRow | null> {
  if (!Number.isSafeInteger(id) || id < 1 || id > 2_147_483_647) return null;
  return (await db()).sandboxRegistration.findFirst({ where: { id, isDeleted: false }, include: { form: true } });
}
