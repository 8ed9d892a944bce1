import "server-only";
import type { Actor, AuditEvent } from "@/lib/audit/chain";
import type { SetupChange } from "@/lib/conference/compare-fields";
import type { Setup } from "@/lib/conference/conference-file";
import { findStoredConference, type StoredConference } from "@/lib/conference/describe-setup";
import { type Ended, endBookingsOfCancelled } from "@/lib/conference/end-cancelled";
import type { FileProblem } from "@/lib/conference/file-problem";
import { type Agreed, findRefusals, refuseShared } from "@/lib/conference/find-refusals";
import type { ReadSetup } from "@/lib/conference/read-setup";
import { type Rename, renameStored } from "@/lib/conference/rename-item";
import { instantOf } from "@/lib/conference/spell-setup";
import { writeSetup } from "@/lib/conference/write-setup";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { sendJob } from "@/lib/jobs/queue";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { seal, unseal } from "@/lib/secrets/seal";

/** What was written, none where the database said all of it already. */
export type Applied = { conferenceId: number; changes: SetupChange[] };

/**
 * A conference as it stands, or null for none. Waits for other changes of its set-up and for open orders, in the order
 * in which everybody locks; until the transaction ends nothing else moves.
 */
export async function lockStored(tx: Tx, where: { slug: string } | { id: number }): Promise<StoredConference | null> {
  const condition = "id" in where ? Prisma.sql`id = ${where.id}` : Prisma.sql`slug = ${where.slug}`;
  const [conference] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM conference WHERE ${condition} FOR NO KEY UPDATE`;
  if (!conference) return null;
  await tx.$queryRaw`SELECT id FROM quota WHERE conference_id = ${conference.id} ORDER BY id FOR UPDATE`;
  return findStoredConference(tx, { id: conference.id });
}

/**
 * The one door to a conference's set-up, for a file, a console and a form of the desk alike: refuses what would break
 * what people bought or answered, writes what differs, and says so in the audit.
 * @param before the conference by `lockStored`, null for a new one
 * @param options.renames items that the set-up calls otherwise than the database does, and that stay themselves
 */
export async function applySetup(
  tx: Tx,
  before: StoredConference | null,
  { setup, indicoToken }: ReadSetup,
  { by, renames = [], ...agreed }: { by: Actor; renames?: readonly Rename[] } & Agreed,
): Promise<Result<Applied, readonly FileProblem[]>> {
  const audit: AuditEvent[] = [];
  let stored = before;
  const rename = async (now: readonly Rename[]) => {
    for (const one of now) {
      if (!stored) return;
      const renamed = await renameStored(tx, stored, one);
      stored = renamed.stored;
      audit.push(renamed.audit);
    }
  };
  const isFree = ({ list }: Rename) => FREELY_RENAMED.includes(list);
  await rename(renames.filter(isFree));
  if (stored) await lockUnsettled(tx, stored, setup);
  const refusals = stored
    ? await findRefusals(tx, stored, setup, { ...agreed, renames })
    : await refuseShared(tx, setup, null);
  const storedToken = unsealToken(stored?.indicoTokenSealed ?? null);
  const token = chooseToken(indicoToken, storedToken, stored?.indicoUrl === setup.indico?.url);
  if (setup.indico && token === null && !isInstallationsIndico(setup.indico.url)) {
    const message = "Give the token of this Indico: INDICO_TOKEN is for the one at INDICO_URL only.";
    refusals.push({ place: "indico.token", message });
  }
  if (refusals.length) return err(refusals);

  await rename(renames.filter((one) => !isFree(one)));
  const { conferenceId, changes } = await writeSetup(tx, stored, setup, agreed.keepSold);
  const ended = stored ? await endBookingsOfCancelled(tx, stored, setup) : NOTHING_ENDED;
  if (token !== storedToken) {
    const indicoTokenSealed = token === null ? null : seal(token, "indico-token");
    await tx.conference.update({ where: { id: conferenceId }, data: { indicoTokenSealed } });
    changes.push(tokenChange(conferenceId, setup.conference.slug));
  }
  audit.push(...changes.map((change) => change.audit), ...ended.audit);
  if (audit.length) {
    const { registrations, sessions } = ended;
    await publish(tx, { conferenceId, actor: by, registrations, sessions, agenda: true, audit });
    // Names of categories, sessions that come with a fee: what many rows show follows, portion by portion.
    if (stored) await sendJob(tx, "feed.render", { conferenceId });
  }
  return ok({ conferenceId, changes });
}

const NOTHING_ENDED: Ended = { registrations: [], sessions: [], audit: [] };

/** What staff alone read, or people know without its name: it may change whatever was sold, booked or answered. */
const FREELY_RENAMED: readonly Rename["list"][] = ["quotas", "rooms", "tags", "sessions"];

/**
 * An item that is to go, or to draw on other quotas, must not be bought or booked between the count and the change; nor a
 * session that is to be cancelled, hidden or moved, or booked by others.
 */
async function lockUnsettled(tx: Tx, stored: StoredConference, setup: Setup): Promise<void> {
  const quotasOf = (quotas: readonly string[]) => quotas.toSorted().join("\n");
  const unsettled = (list: "categories" | "services") =>
    stored[list].flatMap(({ id, code, quotas }) => {
      const wanted = setup[list].find((item) => item.code === code);
      const isSettled = wanted && quotasOf(wanted.quotas) === quotasOf(quotas.map(({ name }) => name));
      return isSettled ? [] : [id];
    });
  const [categories, services] = [unsettled("categories"), unsettled("services")];
  await tx.$queryRaw`SELECT id FROM category WHERE id = ANY(${categories}) ORDER BY id FOR UPDATE`;
  const codes = stored.promotions.flatMap(({ id, code, quota }) => {
    const wanted = setup.promotions.find((one) => one.code === code);
    return wanted && wanted.quota === (quota?.name ?? null) ? [] : [id];
  });
  await tx.$queryRaw`SELECT id FROM service WHERE id = ANY(${services}) ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT id FROM promotion WHERE id = ANY(${codes}) ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT id FROM session WHERE id = ANY(${unsettledSessions(stored, setup)}) ORDER BY id FOR UPDATE`;
}

function unsettledSessions(stored: StoredConference, setup: Setup): number[] {
  const isSameInstant = (local: string, at: Date) =>
    instantOf(local, setup.conference.timeZone).getTime() === at.getTime();
  const wanted = new Map(setup.sessions.map((session) => [session.code, session]));
  return stored.sessions.flatMap(
    ({ id, code, quota, service, isCancelled, isPublished, booking, startsAt, endsAt }) => {
      const session = wanted.get(code);
      const isSettled =
        session &&
        session.quota === (quota?.name ?? null) &&
        session.service === (service?.code ?? null) &&
        (isCancelled || !session.isCancelled) &&
        session.isPublished === isPublished &&
        session.booking === booking &&
        isSameInstant(session.startsAt, startsAt) &&
        isSameInstant(session.endsAt, endsAt);
      return isSettled ? [] : [id];
    },
  );
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
