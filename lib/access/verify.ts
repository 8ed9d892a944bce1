import "server-only";
import { attempt, type Tx } from "@/lib/db/client";
import { hashSecret, isSameHash } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { findOwnRegistration, isWithoutLink } from "./ask-by-registration";
import { findOrCreateRegistration, onceMoreIfTaken } from "./find-or-create-registration";
import { grantAccess } from "./sessions";
import { type MailedCode, spendTry } from "./spend-try";

export type Opened = { publicId: string; accessToken: string };
export type VerifyRefusal =
  | { code: "wrong"; triesLeft: number }
  /** No such request, or its code was used or has run out. */
  | { code: "expired" };

/** Stands in for the code where none was mailed, so that there is something to compare with; no code hashes to it. */
const NO_CODE = "0".repeat(64);

/**
 * Checks a six-digit code for a followed link. The page's request may be another one than the one that mailed the code:
 * the same link, followed twice, shares its code. What is answered depends on the page's own request alone, so that a
 * link nobody is registered with answers alike (`spendTry`).
 */
export async function verifyCode(
  requestId: string,
  code: string,
  accessToken: string | undefined,
): Promise<Result<Opened, VerifyRefusal>> {
  const check = async (tx: Tx): Promise<Result<Opened | { triesLeft: number }, VerifyRefusal>> => {
    const spent = await spendTry(tx, requestId);
    if (!spent) return err({ code: "expired" });
    const { mailed, triesLeft } = spent;
    const isRight = isSameHash(mailed?.codeHash ?? NO_CODE, hashSecret(code.replace(/\s/g, "")));
    return mailed && isRight ? open(tx, mailed, accessToken) : ok({ triesLeft });
  };
  const outcome = await onceMoreIfTaken(() => attempt(check));
  // A wrong try is a value inside, so that its count is kept; outside it is a refusal.
  return outcome.ok && "triesLeft" in outcome.value
    ? err({ code: "wrong", triesLeft: outcome.value.triesLeft })
    : (outcome as Result<Opened, VerifyRefusal>);
}

/** Spends the one-time link of the mail; by POST only, since mail scanners open links. */
export function verifyLink(secret: string, accessToken: string | undefined): Promise<Result<Opened, VerifyRefusal>> {
  const spend = async (tx: Tx): Promise<Result<Opened, VerifyRefusal>> => {
    const mailed = await tx.linkRequest.findFirst({
      where: { linkHash: hashSecret(secret), state: "sent", expiresAt: { gt: new Date() } },
    });
    return mailed ? open(tx, mailed, accessToken) : err({ code: "expired" });
  };
  return onceMoreIfTaken(() => attempt(spend));
}

async function open(
  tx: Tx,
  mailed: Omit<MailedCode, "codeHash">,
  accessToken: string | undefined,
): Promise<Result<Opened, VerifyRefusal>> {
  const { count } = await tx.linkRequest.updateMany({
    where: { id: mailed.id, state: "sent" },
    data: { state: "spent" },
  });
  if (count === 0) return err({ code: "expired" });
  const found = isWithoutLink(mailed)
    ? await findOwnRegistration(tx, mailed)
    : await findOrCreateRegistration(tx, { ...mailed, isConfirmed: !mailed.isUnconfirmed });
  if (!found) return err({ code: "expired" });
  const { registration } = found;
  const token = await grantAccess(tx, accessToken, registration.id, "verified");
  await publish(tx, {
    conferenceId: mailed.conferenceId,
    actor: { kind: "person", id: String(registration.id) },
    registrations: found.changed,
    audit: [
      ...found.audit,
      {
        what: "access.verified",
        object: "registration",
        objectId: registration.id,
        after: { isConfirmed: registration.isConfirmed },
      },
    ],
  });
  return ok({ publicId: registration.publicId, accessToken: token });
}
