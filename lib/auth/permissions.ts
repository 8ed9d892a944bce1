import type { Role } from "@/lib/db/generated/enums";

/** Who may do what: the one table. A role holds in one conference, or in all. */
const ALLOWED = {
  "registrations.see": ["admin", "manager", "finance", "desk", "viewer"],
  "registrations.edit": ["admin", "manager"],
  "registrations.mail": ["admin", "manager"],
  "registrations.check-in": ["admin", "manager", "desk"],
  "orders.override-price": ["admin", "manager"],
  "orders.decide": ["admin", "manager", "finance"],
  "payments.see": ["admin", "manager", "finance"],
  "payments.take-on-site": ["admin", "manager", "finance", "desk"],
  "payments.confirm-transfer": ["admin", "manager", "finance"],
  "payments.refund": ["admin", "finance"],
  "suspense.see": ["admin", "manager", "finance"],
  "suspense.resolve": ["admin", "manager", "finance"],
  "indico.retry": ["admin", "manager"],
  "differences.see": ["admin", "manager"],
  "differences.repair": ["admin", "manager"],
  "figures.see": ["admin", "manager", "finance", "viewer"],
  "exports.make": ["admin", "manager", "finance"],
  "audit.see": ["admin", "manager"],
  "set-up.see": ["admin", "manager"],
  "set-up.edit": ["admin", "manager"],
  "machines.see": ["admin", "manager"],
  "machines.manage": ["admin"],
  "staff.manage": ["admin"],
  /** Of no conference: held by those whose role is in all of them. */
  "conferences.create": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ALLOWED;

/** A role in one conference; `conferenceId` null: in all of them. */
export type HeldRole = { readonly conferenceId: number | null; readonly role: Role };

/** The conferences in which the roles allow it: all, or these. */
export function conferencesWhere(roles: readonly HeldRole[], permission: Permission): "all" | number[] {
  const allowed: readonly Role[] = ALLOWED[permission];
  const holding = roles.filter(({ role }) => allowed.includes(role));
  const ids = holding.flatMap(({ conferenceId }) => (conferenceId === null ? [] : [conferenceId]));
  return ids.length < holding.length ? "all" : [...new Set(ids)];
}

/** Whether the roles allow it in this conference. */
export function isAllowed(roles: readonly HeldRole[], permission: Permission, conferenceId: number): boolean {
  const where = conferencesWhere(roles, permission);
  return where === "all" || where.includes(conferenceId);
}
