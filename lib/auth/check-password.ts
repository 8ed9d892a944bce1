import "server-only";
import { isRightPassword, LONGEST_PASSWORD } from "@/lib/auth/password";
import { db } from "@/lib/db/client";
import { DEMO_STAFF } from "@/lib/demo/demo-staff";
import { env } from "@/lib/env";
import { giveBackToken, takeToken } from "@/lib/limits/take-token";
import { err, ok, type Result } from "@/lib/result";

/**
 * Who signs in. Unknown, disabled, without a password and wrong are one refusal in comparable time. Tries are limited
 * by address and by account before anything is looked up, so that a thousand at once are no faster than one after the
 * other; a right password costs nothing.
 * @param address of the client, for the limits
 */
export async function checkPassword(
  typed: { email: string; password: string },
  address: string,
): Promise<Result<{ staffId: number }, "wrong" | "too-many-tries">> {
  const email = typed.email.trim().toLowerCase();
  if ((await takeToken("signInByAddress", address)) === "refused") return err("too-many-tries");
  if ((await takeToken("signInByAccount", email)) === "refused") return err("too-many-tries");
  if (typed.password.length > LONGEST_PASSWORD) return err("wrong");
  // Everybody knows it: an account that a demo left in this database opens nothing.
  if (typed.password === DEMO_STAFF.password && !env().isDemo) return err("wrong");
  const client = await db();
  const staff = await client.staff.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, isDisabled: true },
  });
  const isRight = await isRightPassword(staff?.passwordHash ?? null, typed.password);
  if (!staff || staff.isDisabled || !isRight) return err("wrong");
  await giveBackToken("signInByAddress", address);
  await giveBackToken("signInByAccount", email);
  return ok({ staffId: staff.id });
}
