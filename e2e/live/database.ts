import { Client } from "pg";
import type { Place } from "./places";

/** A look into the portal's own database, for what no page shows. */
export async function query<Row extends object>(
  place: Place,
  statement: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
