import "server-only";
import { auditStaff } from "@/lib/auth/audit-staff";
import { isAcceptable } from "@/lib/auth/manage-staff";
import { hashPassword, isRightPassword, LONGEST_PASSWORD } from "@/lib/auth/password";
import { attempt, db } from "@/lib/db/client";
import { giveBackToken, takeToken } from "@/lib/limits/take-token";
import { err, ok, type Result } from "@/lib/result";

export type OwnPasswordRefusal = "wrong-password" | "weak-password" | "too-many-tries";

type Self = { readonly id: number; readonly email: string; readonly sessionId: string };

/**
 * Whether somebody who is signed in knows their password: asked before what somebody at a forgotten screen must not do.
 * An account without a password has none to know.
 */
export async function confirmOwnPassword(self: Self, password: string): Promise<Result<void, OwnPasswordRefusal>> {
  if ((await takeToken("signInByAccount", self.email)) === "refused") return err("too-many-tries");
  const client = await db();
  const { passwordHash } = await client.staff.findUniqueOrThrow({ where: { id: self.id } });
  if (passwordHash !== null) {
    if (password.length > LONGEST_PASSWORD) return err("wrong-password");
    if (!(await isRightPassword(passwordHash, password))) return err("wrong-password");
  }
  await giveBackToken("signInByAccount", self.email);
  return ok(undefined);
}

/** Changes one's own password; every other session of the account ends. */
export async function changeOwnPassword(
  self: Self,
  { current, wanted }: { current: string; wanted: string },
  now: Date,
): Promise<Result<void, OwnPasswordRefusal>> {
  const confirmed = await confirmOwnPassword(self, current);
  if (!confirmed.ok) return confirmed;
  if (!isAcceptable(wanted)) return err("weak-password");
  const passwordHash = await hashPassword(wanted);
  return attempt<void, OwnPasswordRefusal>(async (tx) => {
    await tx.staff.update({ where: { id: self.id }, data: { passwordHash } });
    await tx.staffSession.updateMany({
      where: { staffId: self.id, revokedAt: null, id: { not: self.sessionId } },
      data: { revokedAt: now },
    });
    await auditStaff(tx, self.id, { kind: "staff", id: String(self.id) }, { what: "staff.password-changed" });
    return ok(undefined);
  });
}
