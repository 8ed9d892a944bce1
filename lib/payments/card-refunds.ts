import type { Result } from "@/lib/result";
import type { ProviderFailure } from "./card-provider";

/** Money that shall go back to the card that paid. Repeating it with the same key makes no second refund. */
export type RefundOrder = {
  idempotencyKey: string;
  /** Our refund's public id; comes back with every reading. */
  refundId: string;
  /** The provider's id of the charge. */
  chargeId: string;
  amountMinor: number;
};

/** The provider's word on one refund. */
export type RefundReading = {
  providerId: string;
  /** Our refund's public id; null: it was made elsewhere. */
  refundId: string | null;
  status: "pending" | "done" | "failed";
  /** Why the bank did not take it. */
  failure: string | null;
};

/** `"too-much"`, `"already-refunded"`, `"disputed"`: the provider has less of this charge to give back than was asked. */
export type RefundFailure = ProviderFailure | "too-much" | "already-refunded" | "disputed";

/** Refunds to a card, as any provider can offer them. Network calls: never inside a transaction. */
export type CardRefunds = {
  send(order: RefundOrder): Promise<Result<RefundReading, RefundFailure>>;
  read(providerId: string): Promise<Result<RefundReading, ProviderFailure>>;
  /** The refund of a charge that carries our id; null when the provider made none. */
  find(chargeId: string, refundId: string): Promise<Result<RefundReading | null, ProviderFailure>>;
};
