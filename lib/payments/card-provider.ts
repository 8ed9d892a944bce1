import type { Result } from "@/lib/result";

/** What a hosted card page is opened for. Repeating it with the same key opens no second page. */
export type CheckoutRequest = {
  idempotencyKey: string;
  /** Our payment's public id and its conference's slug; both come back with every reading. */
  paymentId: string;
  conference: string;
  amountMinor: number;
  currency: string;
  /** What the person reads on the card page. */
  title: string;
  email: string;
  locale: string;
  expiresAt: Date;
  /** `{CHECKOUT_SESSION_ID}` in it is replaced by the provider. */
  returnUrl: string;
  cancelUrl: string;
};

/** The provider's word on one hosted page. */
export type CheckoutReading = {
  checkoutId: string;
  paymentId: string | null;
  conference: string | null;
  status: "open" | "complete" | "expired";
  /** The last card tried was declined; an open page takes another. */
  wasDeclined: boolean;
  /** Set once money was taken. */
  charge: Charge | null;
};

/** Money that the provider took. `providerId` is its own id of it. */
export type Charge = {
  providerId: string;
  amountMinor: number;
  currency: string;
  cardLastFour: string | null;
  at: Date;
};

export type ProviderFailure = "unreachable" | "refused" | "not-found";

/** Hosted card payments, as any provider can offer them. Network calls: never inside a transaction. */
export type CardProvider = {
  openCheckout(request: CheckoutRequest): Promise<Result<{ checkoutId: string; url: string }, ProviderFailure>>;
  readCheckout(checkoutId: string): Promise<Result<CheckoutReading, ProviderFailure>>;
  /** Closes an open page so that nobody can pay on it; a page that is no longer open is left as it is. */
  expireCheckout(checkoutId: string): Promise<Result<void, ProviderFailure>>;
};
