import "server-only";
import { auditStaff } from "@/lib/auth/audit-staff";
import { isAcceptable } from "@/lib/auth/manage-staff";
import { hashPassword } from "@/lib/auth/password";
import { attempt, db, transaction } from "@/lib/db/client";
import { hashSecret, newSecret } from "@/lib/ids/public-id";
import { takeToken } from "@/lib/limits/take-token";
import { queueMail } from "@/lib/mail/queue-mail";
import { err, ok, type Result } from "@/lib/result";

const VALID_MS = 3_600_000;

/**
 * Somebody asks for a new password: an account with that address is mailed a link. Who asks learns nothing of whether
 * there is one. @param address of the client, for the limits
 */
export async function askForReset(
  typed: string,
  { address, locale }: { address: string; locale: string },
  now: Date,
): Promise<"asked" | "too-many-tries"> {
  const email = typed.trim().toLowerCase();
  if ((await takeToken("resetByAddress", address)) === "refused") return "too-many-tries";
  // Beyond the account's limit nothing is mailed, and the answer is the same.
  if ((await takeToken("resetByAccount", email)) === "refused") return "asked";
  const client = await db();
  const staff = await client.staff.findFirst({ where: { email, isDisabled: false }, select: { id: true } });
  if (!staff) return "asked";
  const secret = newSecret();
  await transaction(async (tx) => {
    const { id } = await tx.passwordReset.create({
      data: { staffId: staff.id, secretHash: hashSecret(secret), expiresAt: new Date(now.getTime() + VALID_MS) },
    });
    const mail = { recipient: email, locale, conferenceId: null, facts: { resetId: id, secret } };
    await queueMail(tx, { letter: "staff-password-reset", key: `staff-password-reset:${id}`, ...mail });
  });
  return "asked";
}

/** Whether a link to set a new password still holds. */
export async function isResetValid(secret: string, now: Date): Promise<boolean> {
  const client = await db();
  return (await client.passwordReset.count({ where: stillValid(secret, now) })) > 0;
}

/** Sets the new password and ends every session of the account; every other link that was mailed is spent, too. */
export async function resetPassword(
  secret: string,
  password: string,
  now: Date,
): Promise<Result<void, "over" | "weak-password">> {
  if (!isAcceptable(password)) return err("weak-password");
  if (!(await isResetValid(secret, now))) return err("over");
  const passwordHash = await hashPassword(password);
  return attempt<void, "over" | "weak-password">(async (tx) => {
    const reset = await tx.passwordReset.findFirst({ where: stillValid(secret, now) });
    if (!reset) return err("over");
    const { staffId } = reset;
    const { count } = await tx.passwordReset.updateMany({
      where: { id: reset.id, usedAt: null },
      data: { usedAt: now },
    });
    if (count === 0) return err("over");
    await tx.passwordReset.updateMany({ where: { staffId, usedAt: null }, data: { usedAt: now } });
    await tx.staff.update({ where: { id: staffId }, data: { passwordHash } });
    await tx.staffSession.updateMany({ where: { staffId, revokedAt: null }, data: { revokedAt: now } });
    await auditStaff(tx, staffId, { kind: "staff", id: String(staffId) }, { what: "staff.password-reset" });
    return ok(undefined);
  });
}

function stillValid(secret: string, now: Date) {
  return { secretHash: hashSecret(secret), usedAt: null, expiresAt: { gt: now }, staff: { isDisabled: false } };
}
