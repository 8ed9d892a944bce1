import "server-only";
import { randomInt } from "node:crypto";
import type { Actor } from "@/lib/audit/chain";
import { auditStaff } from "@/lib/auth/audit-staff";
import { findTotpStep, newTotpSecret } from "@/lib/auth/totp";
import { attempt, db, type Tx } from "@/lib/db/client";
import { hashSecret } from "@/lib/ids/public-id";
import { giveBackToken, takeToken } from "@/lib/limits/take-token";
import { err, ok, type Result } from "@/lib/result";
import { seal, unseal } from "@/lib/secrets/seal";

export const RECOVERY_CODES = 10;

const actorOf = (staffId: number): Actor => ({ kind: "staff", id: String(staffId) });

/** Begins to set up a second factor: a secret that counts once its first code was right. @returns it, for the app */
export async function beginSecondFactor(staffId: number): Promise<string> {
  const secret = newTotpSecret();
  const client = await db();
  await client.staff.update({ where: { id: staffId }, data: { totpPending: seal(secret, "totp") } });
  return secret;
}

/** The secret that is being set up; null when none is. */
export async function findPendingSecret(staffId: number): Promise<string | null> {
  const client = await db();
  const staff = await client.staff.findUnique({ where: { id: staffId }, select: { totpPending: true } });
  return staff?.totpPending ? unseal(staff.totpPending, "totp") : null;
}

/**
 * Ends the set-up with the app's first code: from now on signing in asks for one, and every other session ends, since
 * none of them was asked. @returns ten recovery codes, shown once
 */
export function confirmSecondFactor(
  staffId: number,
  sessionId: string,
  code: string,
  now: Date,
): Promise<Result<string[], "wrong-code" | "not-begun">> {
  return attempt<string[], "wrong-code" | "not-begun">(async (tx) => {
    const staff = await tx.staff.findUniqueOrThrow({ where: { id: staffId } });
    const secret = staff.totpPending && unseal(staff.totpPending, "totp");
    if (!secret) return err("not-begun");
    const step = findTotpStep(secret, code, now);
    if (step === null) return err("wrong-code");
    const { count } = await tx.staff.updateMany({
      where: { id: staffId, totpPending: staff.totpPending },
      data: { totpSealed: staff.totpPending, totpPending: null, totpLastStep: step },
    });
    if (count === 0) return err("not-begun");
    await tx.staffSession.updateMany({
      where: { staffId, id: { not: sessionId }, revokedAt: null },
      data: { revokedAt: now },
    });
    const codes = await replaceRecoveryCodes(tx, staffId);
    await auditStaff(tx, staffId, actorOf(staffId), { what: "staff.second-factor-set" });
    return ok(codes);
  });
}

/** Ten new recovery codes; the old ones are worth nothing any more. @returns them, shown once */
export function renewRecoveryCodes(staffId: number): Promise<Result<string[], "none-set">> {
  return attempt<string[], "none-set">(async (tx) => {
    const { totpSealed } = await tx.staff.findUniqueOrThrow({ where: { id: staffId } });
    if (!totpSealed) return err("none-set");
    const codes = await replaceRecoveryCodes(tx, staffId);
    await auditStaff(tx, staffId, actorOf(staffId), { what: "staff.recovery-codes-renewed" });
    return ok(codes);
  });
}

/** Takes the second factor off an account: its owner with their password, or an operator for somebody who lost it. */
export function removeSecondFactor(staffId: number, by: Actor): Promise<Result<void, "none-set">> {
  return attempt<void, "none-set">(async (tx) => {
    const { count } = await tx.staff.updateMany({
      where: { id: staffId, totpSealed: { not: null } },
      data: { totpSealed: null, totpLastStep: null, totpPending: null },
    });
    if (count === 0) return err("none-set");
    await tx.recoveryCode.deleteMany({ where: { staffId } });
    await auditStaff(tx, staffId, by, { what: "staff.second-factor-removed" });
    return ok(undefined);
  });
}

/** Whether a second factor is set, and how many recovery codes are left; whether there is a password to ask for. */
export async function readSecondFactor(staffId: number) {
  const client = await db();
  const [staff, codesLeft] = await Promise.all([
    client.staff.findUniqueOrThrow({ where: { id: staffId }, select: { totpSealed: true, passwordHash: true } }),
    client.recoveryCode.count({ where: { staffId, usedAt: null } }),
  ]);
  return { isSet: staff.totpSealed !== null, hasPassword: staff.passwordHash !== null, codesLeft };
}

export type SecondFactorRefusal = "wrong-code" | "too-many-tries" | "no-session";

/**
 * Opens a session whose password was right, by a code of the app or by a recovery code. Each is taken once, however many
 * ask with it at the same moment; tries are limited by account before anything is compared.
 */
export async function passSecondFactor(
  sessionId: string,
  typed: string,
  now: Date,
): Promise<Result<void, SecondFactorRefusal>> {
  const client = await db();
  const session = await client.staffSession.findFirst({
    where: { id: sessionId, revokedAt: null, awaitsSecondFactor: true, staff: { isDisabled: false } },
    select: { staffId: true },
  });
  if (!session) return err("no-session");
  const { staffId } = session;
  const subject = String(staffId);
  if ((await takeToken("secondFactorByAccount", subject)) === "refused") return err("too-many-tries");
  const passed = await attempt<void, SecondFactorRefusal>(async (tx) => {
    const isByApp = await takeTotp(tx, staffId, typed, now);
    if (!isByApp && !(await takeRecoveryCode(tx, staffId, typed, now))) return err("wrong-code");
    const { count } = await tx.staffSession.updateMany({
      where: { id: sessionId, revokedAt: null, awaitsSecondFactor: true },
      data: { awaitsSecondFactor: false, lastSeenAt: now },
    });
    if (count === 0) return err("no-session");
    if (!isByApp) await auditStaff(tx, staffId, actorOf(staffId), { what: "staff.recovery-code-used" });
    return ok(undefined);
  });
  if (passed.ok) await giveBackToken("secondFactorByAccount", subject);
  return passed;
}

async function takeTotp(tx: Tx, staffId: number, typed: string, now: Date): Promise<boolean> {
  const { totpSealed } = await tx.staff.findUniqueOrThrow({ where: { id: staffId } });
  const secret = totpSealed && unseal(totpSealed, "totp");
  const step = secret ? findTotpStep(secret, typed, now) : null;
  if (step === null) return false;
  const { count } = await tx.staff.updateMany({
    where: { id: staffId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
    data: { totpLastStep: step },
  });
  return count === 1;
}

async function takeRecoveryCode(tx: Tx, staffId: number, typed: string, now: Date): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { staffId, codeHash: hashSecret(plain(typed)), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

async function replaceRecoveryCodes(tx: Tx, staffId: number): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { staffId } });
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ staffId, codeHash: hashSecret(plain(code)) })) });
  return codes;
}

/** Without letters that look alike. */
const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

/** "k3v9-72qh-…": 16 characters, 79 bits. */
function newRecoveryCode(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}

/** As it may be typed: blanks, hyphens and capitals do not matter. */
function plain(code: string): string {
  return code.toLowerCase().replaceAll(/[\s-]/g, "");
}
