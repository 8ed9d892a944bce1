import "server-only";
import { db } from "@/lib/db/client";
import type { LedgerKind } from "@/lib/db/generated/enums";
import type { Charge, ProviderFailure } from "@/lib/payments/card-provider";
import { err, ok, type Result } from "@/lib/result";

/** Money that the provider has of ours, as its own books say. Amounts in minor units. */
export type BookedCharge = Pick<Charge, "providerId" | "amountMinor" | "currency"> & {
  refundedMinor: number;
  /** What the payment's page was opened for: our payment's public id, its conference's slug. */
  paymentId: string | null;
  conference: string | null;
};

/** The provider's books. Network calls. */
export type CardBooks = {
  /** All money that was ever taken, newest first, page by page. @param after the `next` of the page before */
  listCharges(after: string | null): Promise<Result<{ charges: BookedCharge[]; next: string | null }, ProviderFailure>>;
  /** `"not-found"` also where nothing was taken. */
  readCharge(providerId: string): Promise<Result<BookedCharge, ProviderFailure>>;
  /** The hosted page on which money was taken. */
  findCheckout(providerId: string): Promise<Result<string, ProviderFailure>>;
};

/** One thing that differs. `here` and `there` are amounts in minor units. */
export type ProviderFinding = {
  /** "not-here": the provider took it and our ledger has none of it; "not-there": the reverse. */
  code: "not-here" | "not-there" | "other-amount" | "other-currency" | "other-refunds";
  conference: string;
  providerId: string;
  here: number;
  there: number;
};

export type ProviderReport = {
  findings: ProviderFinding[];
  /** Charges compared, and card payments of ours. */
  charges: number;
  payments: number;
  /** Charges that name no conference of ours: of others who share the account. */
  ofOthers: number;
};

const BATCH = 500;

/**
 * Compares our card payments with the provider's books, in both directions. Money that is taken while this runs may be
 * on its way into the ledger, and so be found missing: it is gone the next time.
 * @param onProgress what was compared so far
 */
export async function compareWithProvider(
  books: CardBooks,
  onProgress: (done: { charges: number; payments: number }) => void,
): Promise<Result<ProviderReport, ProviderFailure>> {
  const report: ProviderReport = { findings: [], charges: 0, payments: 0, ofOthers: 0 };
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const page = await books.listCharges(after);
    if (!page.ok) return page;
    const { charges, next } = page.value;
    const known = await findOurs(charges);
    for (const charge of charges) {
      const conference = known.conferenceOf(charge);
      if (conference === null) report.ofOthers += 1;
      else report.findings.push(...compare(conference, charge, known.paymentOf(charge)));
      seen.add(charge.providerId);
    }
    report.charges += charges.length;
    onProgress(report);
    if (next === null) break;
    after = next;
  }
  const backward = await compareOurs(books, seen, report, onProgress);
  return backward.ok ? ok(report) : backward;
}

/** Payments of ours that the list did not show, each asked for by itself: they may be newer than it. */
async function compareOurs(
  books: CardBooks,
  seen: ReadonlySet<string>,
  report: ProviderReport,
  onProgress: (done: ProviderReport) => void,
): Promise<Result<void, ProviderFailure>> {
  const client = await db();
  for (let last = 0; ; ) {
    const payments = await client.payment.findMany({
      where: { id: { gt: last }, way: "card", providerId: { not: null } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: PAYMENT,
    });
    const end = payments.at(-1);
    if (!end) return ok(undefined);
    for (const payment of payments) {
      const { providerId, conference } = payment;
      if (!providerId || seen.has(providerId)) continue;
      const charge = await books.readCharge(providerId);
      if (charge.ok) report.findings.push(...compare(conference.slug, charge.value, payment));
      else if (charge.error !== "not-found") return err(charge.error);
      else {
        const here = sumsOf(payment).amountMinor;
        report.findings.push({ code: "not-there", conference: conference.slug, providerId, here, there: 0 });
      }
    }
    report.payments += payments.length;
    last = end.id;
    onProgress(report);
  }
}

const PAYMENT = {
  id: true,
  publicId: true,
  providerId: true,
  conference: { select: { slug: true } },
  ledger: { select: { kind: true, amountMinor: true, currency: true } },
  refunds: { where: { way: { not: "card" }, state: "done" }, select: { amountMinor: true } },
} as const;

type OurPayment = {
  publicId: string;
  providerId: string | null;
  conference: { slug: string };
  ledger: { kind: LedgerKind; amountMinor: number; currency: string }[];
  /** Given back by hand: the provider knows nothing of them. */
  refunds: { amountMinor: number }[];
};

/** Our payments and conferences that belong to charges. */
async function findOurs(charges: BookedCharge[]) {
  const client = await db();
  const present = (ids: (string | null)[]) => ids.filter((id) => id !== null);
  const [payments, conferences] = await Promise.all([
    client.payment.findMany({
      where: {
        OR: [
          { providerId: { in: charges.map(({ providerId }) => providerId) } },
          { publicId: { in: present(charges.map(({ paymentId }) => paymentId)) } },
        ],
      },
      select: PAYMENT,
    }),
    client.conference.findMany({
      where: { slug: { in: present(charges.map(({ conference }) => conference)) } },
      select: { slug: true },
    }),
  ]);
  const slugs = new Set(conferences.map(({ slug }) => slug));
  const byCharge = new Map(payments.map((payment) => [payment.providerId, payment]));
  const byPublicId = new Map(payments.map((payment) => [payment.publicId, payment]));
  return {
    /** The payment that booked the charge. */
    paymentOf: ({ providerId }: BookedCharge): OurPayment | undefined => byCharge.get(providerId),
    /** Null: nobody of ours. */
    conferenceOf({ providerId, paymentId, conference }: BookedCharge): string | null {
      const payment = byCharge.get(providerId) ?? byPublicId.get(paymentId ?? "");
      return payment?.conference.slug ?? (conference !== null && slugs.has(conference) ? conference : null);
    },
  };
}

function compare(conference: string, charge: BookedCharge, payment: OurPayment | undefined): ProviderFinding[] {
  const { providerId } = charge;
  const sums = payment ? sumsOf(payment) : { amountMinor: 0, refundedMinor: 0, currency: undefined };
  const differs = (code: ProviderFinding["code"], here: number, there: number) => [
    { code, conference, providerId, here, there },
  ];
  if (sums.amountMinor === 0) return differs("not-here", 0, charge.amountMinor);
  if (sums.currency !== charge.currency) return differs("other-currency", sums.amountMinor, charge.amountMinor);
  if (sums.amountMinor !== charge.amountMinor) return differs("other-amount", sums.amountMinor, charge.amountMinor);
  if (sums.refundedMinor === charge.refundedMinor) return [];
  return differs("other-refunds", sums.refundedMinor, charge.refundedMinor);
}

function sumsOf({ ledger, refunds }: OurPayment) {
  const sum = (...kinds: LedgerKind[]) =>
    ledger.filter(({ kind }) => kinds.includes(kind)).reduce((total, { amountMinor }) => total + amountMinor, 0);
  const byHand = refunds.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return {
    amountMinor: sum("payment"),
    refundedMinor: 0 - sum("refund", "refund_returned") - byHand,
    currency: ledger[0]?.currency,
  };
}
