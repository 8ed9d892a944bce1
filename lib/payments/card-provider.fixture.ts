import { ok } from "@/lib/result";
import type { CardProvider, CheckoutReading, CheckoutRequest, ProviderFailure } from "./card-provider";

/** A card provider in memory: what it was asked, what people did on its pages, and how it may fail. */
export function fakeCards() {
  const requests: CheckoutRequest[] = [];
  const pages = new Map<string, CheckoutReading>();
  let failure: ProviderFailure | null = null;
  const failed = (error: ProviderFailure) => ({ ok: false, error }) as const;

  const provider: CardProvider = {
    async openCheckout(request) {
      requests.push(request);
      if (failure) return failed(failure);
      const checkoutId = `cs_${request.idempotencyKey}`;
      if (!pages.has(checkoutId)) {
        pages.set(checkoutId, {
          checkoutId,
          paymentId: request.paymentId,
          conference: request.conference,
          status: "open",
          wasDeclined: false,
          charge: null,
        });
      }
      return ok({ checkoutId, url: `https://cards.example.org/${checkoutId}` });
    },
    async readCheckout(checkoutId) {
      if (failure) return failed(failure);
      const page = pages.get(checkoutId);
      return page ? ok(page) : failed("not-found");
    },
    async expireCheckout(checkoutId) {
      if (failure) return failed(failure);
      const page = pages.get(checkoutId);
      if (page?.status === "open") pages.set(checkoutId, { ...page, status: "expired" });
      return ok(undefined);
    },
  };

  return {
    provider,
    requests,
    /** Changes the page that was opened last. */
    change(fields: Partial<CheckoutReading>): string {
      const last = [...pages.values()].at(-1);
      if (!last) throw new Error("No page is open");
      pages.set(last.checkoutId, { ...last, ...fields });
      return last.checkoutId;
    },
    /** The person pays on the page that was opened last. */
    pay(amountMinor: number, at: Date, currency = "EUR"): string {
      const charge = {
        providerId: `pi_${pages.size}_${requests.length}_${Math.random()}`,
        amountMinor,
        currency,
        cardLastFour: "4242",
        at,
      };
      return this.change({ status: "complete", charge });
    },
    /** The provider knows none of its pages any more, as after a change of the account. */
    forget(): void {
      pages.clear();
    },
    fail(as: ProviderFailure | null): void {
      failure = as;
    },
  };
}
