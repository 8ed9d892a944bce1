import "server-only";
import type { Actor } from "@/lib/audit/chain";
import { isRange } from "@/lib/credentials/convio-credentials";
import { auditCredential } from "@/lib/credentials/create-credential";
import { attempt } from "@/lib/db/client";
import type { AnswerShape, AppAccess, AppKind, DateOrder, SyncMode } from "@/lib/db/generated/client";
import { hashSecret, newPassword } from "@/lib/ids/public-id";
import { err, ok, type Result } from "@/lib/result";

/** What staff say of an event app. There is no mode by default: whoever does not know says "safe". */
export type AppSettings = {
  readonly app: AppKind;
  readonly mayRead: boolean;
  readonly mayRegister: boolean;
  readonly seesPersonal: boolean;
  readonly mode: SyncMode;
  /** By resource on the wire, where it is another one. */
  readonly modes: Readonly<Record<string, SyncMode>>;
  readonly shape: AnswerShape;
  readonly dateOrder: DateOrder | null;
  readonly overlapSeconds: number;
  readonly categories: readonly string[];
  readonly consentKey: string | null;
  readonly takesPasswordInUrl: boolean;
  readonly refusesAs409: boolean;
  readonly includesTest: boolean;
  readonly cancelledPrefix: string;
  readonly readsPerMinute: number;
  readonly isEnabled: boolean;
  readonly allowedAddresses: readonly string[];
};

/** What most apps have, beside what staff have to say themselves. */
export const USUAL_APP: Omit<AppSettings, "app" | "mode" | "seesPersonal" | "mayRegister" | "takesPasswordInUrl"> = {
  ...{ mayRead: true, modes: {}, shape: "envelope", dateOrder: null, overlapSeconds: 900, categories: [] },
  ...{ consentKey: null, refusesAs409: false, includesTest: false, cancelledPrefix: "[Cancelled] " },
  ...{ readsPerMinute: 60, isEnabled: true, allowedAddresses: [] },
};

export type AppProblem =
  | { readonly code: "bad-address" | "unknown-category"; readonly entry: string }
  | { readonly code: "bad-overlap" | "bad-rate" | "unknown-question" };

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{2,59}$/;
const MOST_OVERLAP_SECONDS = 86_400;
const MOST_READS_A_MINUTE = 6_000;

/**
 * Gives an event app access to one conference. The password (32 characters, 192 bits) is in the answer and nowhere else.
 * Refused: a name in use or of other characters; settings that name what is not there or are out of bounds.
 */
export function createAppCredential(
  name: string,
  conferenceId: number,
  settings: AppSettings,
  by: Actor,
): Promise<Result<{ id: number; secret: string }, { code: "name-taken" | "bad-name" } | AppProblem>> {
  return attempt<{ id: number; secret: string }, { code: "name-taken" | "bad-name" } | AppProblem>(async (tx) => {
    if (!NAME.test(name)) return err({ code: "bad-name" });
    const problem = await findProblem(tx, conferenceId, settings);
    if (problem) return err(problem);
    if (await tx.credential.findUnique({ where: { name } })) return err({ code: "name-taken" });
    const secret = newPassword();
    const { allowedAddresses, ...access } = columnsOf(settings);
    const { id } = await tx.credential.create({
      data: {
        ...{ kind: "lenos", name, conferenceId, allowedAddresses, secretHash: hashSecret(secret) },
        appAccess: { create: access },
      },
    });
    await auditCredential(tx, { indicoUrl: null, conferenceId }, by, {
      ...{ what: "credential.created", objectId: id },
      after: { kind: "lenos", name, ...audited(settings) },
    });
    return ok({ id, secret });
  });
}

/**
 * Changes what an app may and how it is answered, at once; its password stays. Where the change alters what it sees of a
 * row, what it read before holds no longer: its cursors end, and its next list is a full one.
 * @param seen the version of the settings that the form was filled with: another one is refused
 */
export function changeAppCredential(
  { id, conferenceId, seen }: { id: number; conferenceId: number; seen: string },
  settings: AppSettings,
  by: Actor,
  now: Date,
): Promise<Result<void, { code: "not-found" | "changed" } | AppProblem>> {
  return attempt<void, { code: "not-found" | "changed" } | AppProblem>(async (tx) => {
    const problem = await findProblem(tx, conferenceId, settings);
    if (problem) return err(problem);
    await tx.$queryRaw`SELECT id FROM credential WHERE id = ${id} FOR UPDATE`;
    const before = await tx.credential.findFirst({
      where: { id, conferenceId, kind: "lenos", revokedAt: null },
      include: { appAccess: true },
    });
    if (!before?.appAccess) return err({ code: "not-found" });
    if (appVersion(before.appAccess, before.allowedAddresses) !== seen) return err({ code: "changed" });
    const { allowedAddresses, ...access } = columnsOf(settings);
    const view =
      viewOf(settings) === viewOf(before.appAccess) ? {} : { viewVersion: { increment: 1 }, viewChangedAt: now };
    await tx.credential.update({ where: { id }, data: { allowedAddresses } });
    await tx.appAccess.update({ where: { credentialId: id }, data: { ...access, ...view } });
    await auditCredential(tx, { indicoUrl: null, conferenceId }, by, {
      ...{ what: "credential.changed", objectId: id, after: audited(settings) },
    });
    return ok(undefined);
  });
}

/** Of what the form of settings shows: another one means that somebody changed them meanwhile. */
export function appVersion(access: AppAccess, allowedAddresses: readonly string[]): string {
  const settings = { ...access, modes: access.modes as Record<string, SyncMode>, allowedAddresses };
  return hashSecret(JSON.stringify(audited(settings))).slice(0, 16);
}

/** What decides how a row looks to the app. */
function viewOf(
  settings: Pick<AppSettings, "categories" | "consentKey" | "includesTest" | "seesPersonal" | "cancelledPrefix">,
) {
  const { categories, consentKey, includesTest, seesPersonal, cancelledPrefix } = settings;
  return JSON.stringify([categories.toSorted(), consentKey, includesTest, seesPersonal, cancelledPrefix]);
}

function columnsOf(settings: AppSettings) {
  const { categories, allowedAddresses, modes } = settings;
  return { ...settings, categories: [...categories], allowedAddresses: [...allowedAddresses], modes: { ...modes } };
}

function audited(settings: AppSettings): Record<string, string | boolean> {
  const { mayRead, mayRegister, seesPersonal, takesPasswordInUrl, refusesAs409, includesTest, isEnabled } = settings;
  return {
    ...{ mayRead, mayRegister, seesPersonal, takesPasswordInUrl, refusesAs409, includesTest, isEnabled },
    app: settings.app,
    mode: settings.mode,
    modes: Object.entries(settings.modes)
      .map(([resource, mode]) => `${resource}=${mode}`)
      .toSorted()
      .join(" "),
    shape: settings.shape,
    dateOrder: settings.dateOrder ?? "",
    overlapSeconds: String(settings.overlapSeconds),
    categories: settings.categories.join(" "),
    consentKey: settings.consentKey ?? "",
    cancelledPrefix: settings.cancelledPrefix,
    readsPerMinute: String(settings.readsPerMinute),
    allowedAddresses: settings.allowedAddresses.join(" "),
  };
}

async function findProblem(
  tx: Parameters<typeof auditCredential>[0],
  conferenceId: number,
  settings: AppSettings,
): Promise<AppProblem | null> {
  const { overlapSeconds, readsPerMinute, allowedAddresses, categories, consentKey } = settings;
  if (!isWithin(overlapSeconds, 0, MOST_OVERLAP_SECONDS)) return { code: "bad-overlap" };
  if (!isWithin(readsPerMinute, 1, MOST_READS_A_MINUTE)) return { code: "bad-rate" };
  const address = allowedAddresses.find((entry) => !isRange(entry));
  if (address !== undefined) return { code: "bad-address", entry: address };
  const known = await tx.category.findMany({ where: { conferenceId }, select: { code: true } });
  const category = categories.find((code) => !known.some((one) => one.code === code));
  if (category !== undefined) return { code: "unknown-category", entry: category };
  if (consentKey === null) return null;
  const question = await tx.question.findFirst({ where: { conferenceId, key: consentKey, type: "consent" } });
  return question ? null : { code: "unknown-question" };
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
