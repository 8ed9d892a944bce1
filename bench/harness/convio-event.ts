import { seedConferences } from "./conference";

/** A conference as the Convio dialect names it, and a category that everybody registers in. */
export type ConvioEvent = { id: number; categoryId: number };

/** Hosts whose pages may use the key. */
const HOST = "api.example.org";

export async function seedEvent(options: Parameters<typeof seedConferences>[1]): Promise<ConvioEvent> {
  const { db } = await import("@/lib/db/client");
  const [seeded] = await seedConferences(1, options);
  if (!seeded) throw new Error("No conference");
  const where = { conferenceId: seeded.id, code: "regular" };
  return { id: seeded.id, categoryId: (await (await db()).category.findFirstOrThrow({ where })).id };
}

/** A client key for every conference. @returns its secret */
export async function giveApiKey(name: string): Promise<string> {
  const { createConvioCredential } = await import("@/lib/credentials/convio-credentials");
  const made = await createConvioCredential(
    {
      ...{ kind: "convio_client", name, conferenceId: null, allowedHosts: [HOST] },
      ...{ trustsIds: false, listsPeople: false },
    },
    { kind: "job", id: "bench" },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.secret;
}
