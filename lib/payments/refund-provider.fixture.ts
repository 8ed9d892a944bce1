import { err, ok } from "@/lib/result";
import type { ProviderFailure } from "./card-provider";
import type { CardRefunds, RefundFailure, RefundOrder, RefundReading } from "./card-refunds";

/** A provider of refunds in memory: what it was asked, what it really gave back, and how it may fail. */
export function fakeRefunds() {
  const asked: RefundOrder[] = [];
  const made = new Map<string, RefundReading & { chargeId: string; amountMinor: number }>();
  let outage: ProviderFailure | null = null;
  let lost: ProviderFailure | null = null;
  let refusal: RefundFailure | null = null;
  let outcome: Pick<RefundReading, "status" | "failure"> = { status: "done", failure: null };

  const provider: CardRefunds = {
    async send(order) {
      asked.push(order);
      if (outage) return err(outage);
      if (refusal) return err(refusal);
      const { idempotencyKey, refundId, chargeId, amountMinor } = order;
      const known = made.get(idempotencyKey);
      const reading = known ?? { providerId: `re_${idempotencyKey}`, refundId, chargeId, amountMinor, ...outcome };
      made.set(idempotencyKey, reading);
      return lost ? err(lost) : ok(reading);
    },
    async read(providerId) {
      if (outage) return err(outage);
      const found = [...made.values()].find((one) => one.providerId === providerId);
      return found ? ok(found) : err("not-found");
    },
    async find(chargeId, refundId) {
      if (outage) return err(outage);
      return ok([...made.values()].find((one) => one.chargeId === chargeId && one.refundId === refundId) ?? null);
    },
  };

  return {
    provider,
    asked,
    /** What really went back, in minor units. */
    givenBack: () =>
      [...made.values()].reduce((sum, { status, amountMinor }) => sum + (status === "failed" ? 0 : amountMinor), 0),
    /** Nothing is reached. */
    fail(as: ProviderFailure | null): void {
      outage = as;
    },
    /** It does what it was asked, and its answer is lost. */
    loseAnswers(as: ProviderFailure | null): void {
      lost = as;
    },
    refuse(as: RefundFailure | null): void {
      refusal = as;
    },
    /** How the next refunds end. */
    end(as: typeof outcome): void {
      outcome = as;
    },
    /** What becomes of all that were made. */
    endAll(as: typeof outcome): void {
      for (const [key, one] of made) made.set(key, { ...one, ...as });
    },
  };
}
