import { expect, test } from "vitest";
import { conferencesWhere, type HeldRole, isAllowed, type Permission } from "./permissions";

const at = (role: HeldRole["role"], conferenceId: number | null = 1): HeldRole => ({ role, conferenceId });

test.each<{ roles: HeldRole[]; permission: Permission; where: "all" | number[]; why: string }>([
  { roles: [], permission: "registrations.see", where: [], why: "no role, nowhere" },
  { roles: [at("viewer")], permission: "registrations.see", where: [1], why: "a viewer sees" },
  { roles: [at("viewer")], permission: "registrations.check-in", where: [], why: "and does nothing" },
  { roles: [at("desk")], permission: "payments.confirm-transfer", where: [], why: "the desk has no bank statement" },
  { roles: [at("finance")], permission: "registrations.check-in", where: [], why: "finance is not at the door" },
  { roles: [at("finance"), at("desk", 2)], permission: "orders.decide", where: [1], why: "each role where it holds" },
  { roles: [at("desk", null)], permission: "registrations.check-in", where: "all", why: "a role in all" },
  {
    roles: [at("viewer", null), at("admin", 3)],
    permission: "indico.retry",
    where: [3],
    why: "the wider role does not lend",
  },
  { roles: [at("admin"), at("manager")], permission: "indico.retry", where: [1], why: "twice is once" },
])("$why", ({ roles, permission, where }) => {
  expect(conferencesWhere(roles, permission)).toEqual(where);
  expect(isAllowed(roles, permission, 99)).toBe(where === "all");
});
