import type { AppAccess, SyncMode } from "@/lib/db/generated/client";
import type { ListName } from "@/lib/lenos/resources";

/** What a call may and how it is answered: the credential's settings, with the conference that it is tied to. */
export type LenosAccess = AppAccess & {
  readonly credentialName: string;
  readonly conferenceId: number;
};

/** The mode of one resource: its own where staff gave it one, else the credential's. */
export function modeOf(access: Pick<LenosAccess, "mode" | "modes">, resource: ListName): SyncMode {
  const own = (access.modes as Partial<Record<string, SyncMode>>)[resource];
  return own ?? access.mode;
}

export type Scope = "read" | "register" | "personal";

export function scopesOf(access: Pick<LenosAccess, "mayRead" | "mayRegister" | "seesPersonal">): Scope[] {
  const scopes = { read: access.mayRead, register: access.mayRegister, personal: access.seesPersonal };
  return (Object.keys(scopes) as Scope[]).filter((scope) => scopes[scope]);
}
