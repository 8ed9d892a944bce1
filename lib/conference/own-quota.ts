import type { Setup, SetupSession } from "@/lib/conference/conference-file";
import type { ProblemReason } from "@/lib/conference/file-problem";
import type { Rename } from "@/lib/conference/rename-item";
import { err, ok, type Result } from "@/lib/result";

type Quota = Setup["quotas"][number];

/** The quota that is a session's alone: it bears the session's code, and nothing else draws on it. Null for none. */
export function ownQuotaOf(setup: Setup, { code, quota }: Pick<SetupSession, "code" | "quota">): Quota | null {
  if (quota === null || quota !== code || isDrawnOn(setup, quota, code)) return null;
  return setup.quotas.find(({ name }) => name === quota) ?? null;
}

/** Whether anything but this session draws on a quota. */
function isDrawnOn({ categories, services, sessions, promotions }: Setup, name: string, exceptCode: string): boolean {
  return (
    [...categories, ...services].some(({ quotas }) => quotas.includes(name)) ||
    promotions.some(({ quota }) => quota === name) ||
    sessions.some(({ code, quota }) => quota === name && code !== exceptCode)
  );
}

/** A session as its form shows it: places of its own as a number, instead of the quota that counts them. */
export function withOwnPlaces(setup: Setup, session: SetupSession): SetupSession & { places: number | null } {
  const own = ownQuotaOf(setup, session);
  return { ...session, quota: own ? null : session.quota, places: own?.capacity ?? null };
}

export type PlacedSession = {
  setup: Setup;
  /** Without its `places`, as the file has it. */
  session: object;
  /** Where in the set-up's quotas its own is; -1 for none. */
  quotaAt: number;
  /** Of its own quota, which follows its code. */
  rename: Omit<Rename, "id"> | undefined;
};

/**
 * Gives a session so many places of its own, by a quota that bears its code: made, changed, renamed with it, or taken
 * out where it has none any more.
 * @param before the session as it stands; null for a new one
 * @param draft of a form or a row of a file: `code`, `quota` and `places` may be anything; `places` null is none
 * @returns "quota-or-places" where both are given, "quota-of-others" where something else draws on the quota of its code
 */
export function placeSession(
  setup: Setup,
  before: SetupSession | null,
  draft: object,
): Result<PlacedSession, ProblemReason> {
  const { places = null, ...session } = draft as { places?: unknown; code?: unknown; quota?: unknown };
  const own = before && ownQuotaOf(setup, before);
  const code = typeof session.code === "string" ? session.code.trim() : "";
  if (places === null) {
    const isLeft = own !== null && session.quota !== own.name;
    const quotas = isLeft ? setup.quotas.filter((quota) => quota !== own) : setup.quotas;
    return ok({ setup: { ...setup, quotas }, session, quotaAt: -1, rename: undefined });
  }
  if (session.quota !== null && session.quota !== undefined) return err({ code: "quota-or-places" });
  const at = setup.quotas.findIndex((quota) => (own ? quota === own : quota.name === code));
  const other = setup.quotas.find((quota) => quota !== own && quota.name === code);
  if (other && isDrawnOn(setup, code, before?.code ?? code)) {
    return err({ code: "quota-of-others", values: { name: code } });
  }
  const quota = { name: code, capacity: places as number };
  const quotas = at < 0 ? [...setup.quotas, quota] : setup.quotas.with(at, quota);
  return ok({
    setup: { ...setup, quotas },
    session: { ...session, quota: code },
    quotaAt: at < 0 ? quotas.length - 1 : at,
    rename: own && own.name !== code ? { list: "quotas", from: own.name, to: code } : undefined,
  });
}
