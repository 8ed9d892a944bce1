import "server-only";
import { isAcceptable } from "@/lib/auth/manage-staff";
import { hashPassword } from "@/lib/auth/password";
import { attempt, db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { hashSecret, isSameHash, newSecret } from "@/lib/ids/public-id";
import { log } from "@/lib/log/log";
import { err, ok, type Result } from "@/lib/result";

/** A link that lay in a log for longer opens nothing; a start makes a new one. */
const VALID_HOURS = 24;

/**
 * While there is no staff account, each start of the portal writes a new link into its log: whoever reads the log makes
 * the first administrator's account with it. There is never a default password.
 */
export async function offerSetUp(now: Date): Promise<void> {
  const client = await db();
  if ((await client.staff.count()) > 0) return;
  const secret = newSecret();
  const fresh = { secretHash: hashSecret(secret), createdAt: now };
  await client.setUpLink.upsert({ where: { id: 1 }, create: { id: 1, ...fresh }, update: fresh });
  log.warn(
    { link: `${env().publicUrl}/admin/set-up/${secret}` },
    "there is no staff account yet: open this link to make one",
  );
}

/** Whether this is the link of the last start, and nobody has used it. */
export async function isSetUpOpen(secret: string, now: Date): Promise<boolean> {
  const client = await db();
  const [link, staff] = await Promise.all([client.setUpLink.findUnique({ where: { id: 1 } }), client.staff.count()]);
  return staff === 0 && link !== null && isOpen(link, secret, now);
}

export type SetUpRefusal = "over" | "weak-password" | "no-name" | "no-email";

/** Makes the first administrator's account, of all conferences, and spends the link. */
export async function setUpFirstStaff(
  secret: string,
  typed: { email: string; name: string; password: string },
  now: Date,
): Promise<Result<{ staffId: number }, SetUpRefusal>> {
  const { email, name, password } = { ...typed, email: typed.email.trim().toLowerCase(), name: typed.name.trim() };
  if (!name) return err("no-name");
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return err("no-email");
  if (!isAcceptable(password)) return err("weak-password");
  if (!(await isSetUpOpen(secret, now))) return err("over");
  const passwordHash = await hashPassword(password);
  return attempt<{ staffId: number }, SetUpRefusal>(async (tx) => {
    // The row's lock: of two who use the link at once the second finds staff.
    await tx.$queryRaw`SELECT id FROM set_up_link WHERE id = 1 FOR UPDATE`;
    const link = await tx.setUpLink.findUnique({ where: { id: 1 } });
    if (!link || !isOpen(link, secret, now) || (await tx.staff.count()) > 0) return err("over");
    await tx.setUpLink.delete({ where: { id: 1 } });
    const { id } = await tx.staff.create({
      data: { email, name, passwordHash, roles: { create: { role: "admin", conferenceId: null } } },
    });
    return ok({ staffId: id });
  });
}

function isOpen(link: { secretHash: string; createdAt: Date }, secret: string, now: Date): boolean {
  const isYoung = link.createdAt.getTime() > now.getTime() - VALID_HOURS * 3_600_000;
  return isYoung && isSameHash(link.secretHash, hashSecret(secret));
}
