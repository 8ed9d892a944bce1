import type { Actor } from "@/lib/audit/chain";
import type { Setup } from "./conference-file";
import { exportConference } from "./export-conference";
import { importConference } from "./import-conference";
import { setupFile } from "./setup.fixture";

let count = 0;

/** The conference of `setupFile` as another one each time. */
export async function importAnother(by: Actor): Promise<{ slug: string; conferenceId: number }> {
  count += 1;
  const slug = `another-${count}`;
  const file = setupFile({ slug, referencePrefix: `ANO${count}X`, eventId: 9_000 + count });
  const imported = await importConference(file, { by });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  return { slug, conferenceId: imported.value.conferenceId };
}

/** What a conference's file says now. */
export async function exportedSetup(slug: string): Promise<Setup> {
  const exported = await exportConference(slug);
  if (!exported.ok) throw new Error(exported.error);
  return exported.value;
}
