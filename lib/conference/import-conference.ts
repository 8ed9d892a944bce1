import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import type { SetupChange } from "@/lib/conference/compare-fields";
import type { Setup } from "@/lib/conference/conference-file";
import { findStoredConference } from "@/lib/conference/describe-setup";
import type { FileProblem } from "@/lib/conference/file-problem";
import { findRefusals, refuseShared } from "@/lib/conference/find-refusals";
import { type ReadSetup, readSetup } from "@/lib/conference/read-setup";
import { writeSetup } from "@/lib/conference/write-setup";
import { attempt, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { seal, unseal } from "@/lib/secrets/seal";

export type Imported = {
  conferenceId: number;
  slug: string;
  isNew: boolean;
  /** Empty when the database said all of it already. */
  changes: Pick<SetupChange, "kind" | "object" | "name" | "fields">[];
};

type Refusal = { problems: readonly FileProblem[] } | { wouldBe: Imported };

/**
 * Makes or changes a conference so that it says what the file says; the slug names it. All or nothing: a file with a
 * problem changes nothing. What people bought or answered stays whole: a change that would break it is refused with the
 * right way to get there. Importing the same file again changes nothing. docs/conference-file.md describes the file.
 * @param file the parsed JSON, of any shape
 * @param options.isTrial says what would change, and changes nothing
 */
export async function importConference(
  file: unknown,
  options: { by: Actor; isTrial?: boolean },
): Promise<Result<Imported, readonly FileProblem[]>> {
  const read = readSetup(file, { indicoUrl: env().INDICO_URL });
  if (!read.ok) return read;
  const outcome = await attempt<Imported, Refusal>(async (tx) => {
    const imported = await importSetup(tx, read.value, options.by);
    if (!imported.ok) return err({ problems: imported.error });
    return options.isTrial ? err({ wouldBe: imported.value }) : imported;
  });
  if (outcome.ok) return outcome;
  return "wouldBe" in outcome.error ? ok(outcome.error.wouldBe) : err(outcome.error.problems);
}

async function importSetup(
  tx: Tx,
  { setup, indicoToken }: ReadSetup,
  by: Actor,
): Promise<Result<Imported, readonly FileProblem[]>> {
  const { slug } = setup.conference;
  await lockSetup(tx, setup);
  const stored = await findStoredConference(tx, { slug });
  const refusals = stored ? await findRefusals(tx, stored, setup) : await refuseShared(tx, setup, null);
  const storedToken = unsealToken(stored?.indicoTokenSealed ?? null);
  const token = chooseToken(indicoToken, storedToken, stored?.indicoUrl === setup.indico?.url);
  if (setup.indico && token === null && !isInstallationsIndico(setup.indico.url)) {
    const message = "Give the token of this Indico: INDICO_TOKEN is for the one at INDICO_URL only.";
    refusals.push({ place: "indico.token", message });
  }
  if (refusals.length) return err(refusals);

  const { conferenceId, changes } = await writeSetup(tx, stored, setup);
  const audit: AuditEvent[] = changes.map((change) => change.audit);
  if (token !== storedToken) {
    const indicoTokenSealed = token === null ? null : seal(token, "indico-token");
    await tx.conference.update({ where: { id: conferenceId }, data: { indicoTokenSealed } });
    changes.push(tokenChange(conferenceId, slug));
    audit.push(tokenChange(conferenceId, slug).audit);
  }
  if (audit.length) await publish(tx, { conferenceId, actor: by, registrations: [], audit });
  return ok({ conferenceId, slug, isNew: stored === null, changes });
}

/** Waits for another import and for open orders, in the order in which everybody locks; then nothing else moves. */
async function lockSetup(tx: Tx, setup: Setup): Promise<void> {
  const [conference] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM conference WHERE slug = ${setup.conference.slug} FOR NO KEY UPDATE`;
  if (!conference) return;
  await tx.$queryRaw`SELECT id FROM quota WHERE conference_id = ${conference.id} ORDER BY id FOR UPDATE`;
  // An item that is to go must not be bought between the count and the removal.
  const kept = (codes: string[]) => (codes.length ? Prisma.sql`AND code NOT IN (${Prisma.join(codes)})` : Prisma.empty);
  const categories = kept(setup.categories.map(({ code }) => code));
  const services = kept(setup.services.map(({ code }) => code));
  await tx.$queryRaw`SELECT id FROM category WHERE conference_id = ${conference.id} ${categories} ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT id FROM service WHERE conference_id = ${conference.id} ${services} ORDER BY id FOR UPDATE`;
}

function unsealToken(sealed: string | null): string | null {
  return sealed === null ? null : unseal(sealed, "indico-token");
}

/** The token of one Indico is never sent to another: it goes with its address. */
function chooseToken(given: string | null | undefined, stored: string | null, isSameIndico: boolean): string | null {
  if (given !== undefined) return given;
  return isSameIndico ? stored : null;
}

function isInstallationsIndico(url: string): boolean {
  const { INDICO_URL, INDICO_TOKEN } = env();
  return INDICO_TOKEN !== undefined && INDICO_URL?.replace(/\/+$/, "") === url;
}

/** The audit says that the token changed, never what it is. */
function tokenChange(conferenceId: number, slug: string): SetupChange {
  return {
    kind: "changed",
    object: "indico",
    name: slug,
    fields: ["token"],
    audit: { what: "indico.token-changed", object: "indico", objectId: conferenceId },
  };
}
