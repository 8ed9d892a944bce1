import "server-only";
import { randomBytes } from "node:crypto";
import { db } from "@/lib/db/client";
import type { SandboxCheckout } from "@/lib/db/generated/client";
import { err, ok, type Result } from "@/lib/result";
import { type CardRefusal, tryTestCard } from "@/lib/sandbox/stripe/test-cards";

export type NewCheckout = {
  amountMinor: number;
  currency: string;
  title: string;
  customerEmail: string;
  clientReferenceId: string | null;
  locale: string;
  successUrl: string;
  cancelUrl: string;
  metadata: Record<string, string>;
  expiresAt: Date;
};

const MINUTE_MS = 60_000;
const SHORTEST_MINUTES = 30;
const LONGEST_MINUTES = 24 * 60;

/** Opens a hosted page; the same key with the same parameters finds the page that it opened before. */
export async function openSandboxCheckout(
  idempotencyKey: string,
  requestHash: string,
  checkout: NewCheckout,
  now: Date,
): Promise<Result<{ checkout: SandboxCheckout; isReplay: boolean }, "other-parameters" | "expires-at">> {
  const client = await db();
  const known = await client.sandboxCheckout.findUnique({ where: { idempotencyKey } });
  const minutes = (checkout.expiresAt.getTime() - now.getTime()) / MINUTE_MS;
  if (!known && (minutes < SHORTEST_MINUTES || minutes > LONGEST_MINUTES)) return err("expires-at");
  const ids = { id: `cs_test_${randomId()}`, paymentIntentId: `pi_${randomId()}` };
  const [created] = await client.sandboxCheckout.createManyAndReturn({
    data: [{ ...checkout, ...ids, idempotencyKey, requestHash }],
    skipDuplicates: true,
  });
  if (created) return ok({ checkout: created, isReplay: false });
  const first = await client.sandboxCheckout.findUniqueOrThrow({ where: { idempotencyKey } });
  return first.requestHash === requestHash ? ok({ checkout: first, isReplay: true }) : err("other-parameters");
}

/** A hosted page as it stands now; one whose time is over is expired. */
export async function findSandboxCheckout(id: string, now: Date): Promise<SandboxCheckout | null> {
  const client = await db();
  await client.sandboxCheckout.updateMany({
    where: { id, status: "open", expiresAt: { lte: now } },
    data: { status: "expired" },
  });
  return client.sandboxCheckout.findUnique({ where: { id } });
}

/** The hosted page that a payment intent belongs to. */
export async function findSandboxCheckoutOf(paymentIntentId: string): Promise<SandboxCheckout | null> {
  const client = await db();
  return client.sandboxCheckout.findUnique({ where: { paymentIntentId } });
}

/** Pages on which a card was tried, newest first. @param after the payment intent that the page of the list follows */
export async function listTriedCheckouts(after: string | null, limit: number): Promise<SandboxCheckout[]> {
  const client = await db();
  return client.sandboxCheckout.findMany({
    where: { OR: [{ status: "complete" }, { refusal: { not: null } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    ...(after === null ? {} : { cursor: { paymentIntentId: after }, skip: 1 }),
  });
}

/** Closes an open page. @returns null when it is not open */
export async function expireSandboxCheckout(id: string): Promise<SandboxCheckout | null> {
  const client = await db();
  const [expired] = await client.sandboxCheckout.updateManyAndReturn({
    where: { id, status: "open" },
    data: { status: "expired" },
  });
  return expired ?? null;
}

/** Pays an open page with a test card; a refusal is remembered and leaves it open for another card. Nobody pays twice. */
export async function paySandboxCheckout(
  id: string,
  cardNumber: string,
  now: Date,
): Promise<Result<SandboxCheckout, CardRefusal | "not-open">> {
  const client = await db();
  const card = tryTestCard(cardNumber);
  if (!card.ok) {
    await client.sandboxCheckout.updateMany({ where: { id, status: "open" }, data: { refusal: card.error } });
    return card;
  }
  const [paid] = await client.sandboxCheckout.updateManyAndReturn({
    where: { id, status: "open", expiresAt: { gt: now } },
    data: { status: "complete", cardLastFour: card.value, refusal: null, paidAt: now },
  });
  return paid ? ok(paid) : err("not-open");
}

const randomId = () => randomBytes(16).toString("hex");
