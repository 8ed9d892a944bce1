import "server-only";
import { attempt, type Tx } from "@/lib/db/client";
import { hashSecret, isPublicId, isSameHash } from "@/lib/ids/public-id";
import { publish } from "@/lib/publish/publish";
import { err, ok, type Result } from "@/lib/result";
import { findOwnRegistration, isWithoutLink } from "./ask-by-registration";
import { findOrCreateRegistration, onceMoreIfTaken } from "./find-or-create-registration";
import { findValidCode } from "./read-link";
import { grantAccess } from "./sessions";

export type Opened = { publicId: string; accessToken: string };
export type VerifyRefusal =
  | { code: "wrong"; triesLeft: number }
  /** No such request, or its code was used or has run out. */
  | { code: "expired" };

/**
 * Checks a six-digit code for a followed link. The page's request may be another one than the one that mailed the code:
 * the same link, followed twice, shares its code. What is answered depends on the page's own request alone, so that a
 * link nobody is registered with answers alike.
 */
export async function verifyCode(
  requestId: string,
  code: string,
  accessToken: string | undefined,
): Promise<Result<Opened, VerifyRefusal>> {
  const check = async (tx: Tx): Promise<Result<Opened | { triesLeft: number }, VerifyRefusal>> => {
    const spent = await spendTry(tx, requestId);
    if (!spent) return err({ code: "expired" });
    const mailed = await spendTryOfCode(tx, spent);
    const isRight = mailed?.codeHash && isSameHash(mailed.codeHash, hashSecret(code.replace(/\s/g, "")));
    return isRight ? open(tx, mailed, accessToken) : ok({ triesLeft: spent.triesLeft });
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

async function spendTry(tx: Tx, requestId: string) {
  if (!isPublicId(requestId)) return null;
  const [request] = await tx.linkRequest.updateManyAndReturn({
    where: { publicId: requestId, triesLeft: { gt: 0 }, createdAt: { gt: new Date(Date.now() - 3_600_000) } },
    data: { triesLeft: { decrement: 1 } },
  });
  return request ?? null;
}

/** The code that was mailed, one try poorer before it is compared: guesses at once, from other pages, count too. */
async function spendTryOfCode(tx: Tx, request: Spent): Promise<Mailed | null> {
  const isOwn = request.state === "sent" && request.expiresAt !== null && request.expiresAt > new Date();
  if (isOwn) return request; // its try is spent already
  const mailed = await findValidCode(request, tx);
  if (!mailed) return null;
  const { count } = await tx.linkRequest.updateMany({
    where: { id: mailed.id, triesLeft: { gt: 0 } },
    data: { triesLeft: { decrement: 1 } },
  });
  return count === 1 ? mailed : null;
}

type Spent = NonNullable<Awaited<ReturnType<typeof spendTry>>>;
type Mailed = NonNullable<Awaited<ReturnType<typeof findValidCode>>>;

async function open(tx: Tx, mailed: Mailed, accessToken: string | undefined): Promise<Result<Opened, VerifyRefusal>> {
  const { count } = await tx.linkRequest.updateMany({
    where: { id: mailed.id, state: "sent" },
    data: { state: "spent" },
  });
  if (count === 0) return err({ code: "expired" });
  const registration = isWithoutLink(mailed)
    ? await findOwnRegistration(tx, mailed)
    : await findOrCreateRegistration(tx, { ...mailed, isConfirmed: !mailed.isUnconfirmed });
  if (!registration) return err({ code: "expired" });
  const token = await grantAccess(tx, accessToken, registration.id, "verified");
  await publish(tx, {
    conferenceId: mailed.conferenceId,
    actor: { kind: "person", id: String(registration.id) },
    registrations: [registration.id],
    audit: [
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
