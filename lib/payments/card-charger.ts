import type { Result } from "@/lib/result";
import type { Charge, ProviderFailure } from "./card-provider";

/** A card as it came to us: handed on to the provider, and kept, logged and repeated nowhere. */
export type RawCard = {
  number: string;
  expiryMonth: number;
  expiryYear: number;
  verificationCode: string;
  holder: CardHolder;
};

export type CardHolder = {
  name: string;
  email: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
};

/** What a charge is prepared for. Repeating it with the same key prepares no second one. */
export type ChargeRequest = {
  idempotencyKey: string;
  /** Our payment's public id and its conference's slug: both come back when the provider's books are read. */
  paymentId: string;
  conference: string;
  amountMinor: number;
  currency: string;
  title: string;
};

/** The provider's word on a charge that was prepared. */
export type ChargeReading = { status: "open" | "over"; charge: (Charge & { cardBrand: string | null }) | null };

/**
 * Charges of a card that came straight to us. Two steps, so that the charge has an id before any money can move: what
 * became of it can be asked without the card. Network calls: never inside a transaction.
 */
export type CardCharger = {
  prepare(request: ChargeRequest): Promise<Result<{ chargeId: string }, ProviderFailure>>;
  /** `"declined"` also where the card's bank wants to ask its holder, which nobody could do here. */
  charge(
    chargeId: string,
    card: RawCard,
    idempotencyKey: string,
  ): Promise<Result<ChargeReading, ProviderFailure | "declined">>;
  read(chargeId: string): Promise<Result<ChargeReading, ProviderFailure>>;
  /** Closes a charge so that nothing can be charged on it; one that is over already is left as it is. */
  cancel(chargeId: string): Promise<Result<void, ProviderFailure>>;
};
