import "server-only";
import { parseArgs } from "node:util";
import type { Command, ExitCode, Io } from "@/lib/console/command";
import { OPERATOR } from "@/lib/console/operator";
import { queue } from "@/lib/jobs/queue";
import { checkLedger, type LedgerFinding } from "@/lib/ledger/check-ledger";
import { compareWithProvider, type ProviderFinding } from "@/lib/ledger/compare-with-provider";
import { type LookedUp, lookUpCardPayment } from "@/lib/payments/look-up-card-payment";
import { stripeBooks } from "@/lib/stripe/stripe-books";
import { canTakeCards, stripeCards } from "@/lib/stripe/stripe-cards";

const WORDS: Record<LedgerFinding["code"], string> = {
  "lines-and-total": "the lines do not add up to the total",
  "quota-and-places": "the places taken are not those that orders hold",
  "places-of-nobody": "a cancelled or lapsed order still holds places",
  "payment-and-ledger": "a confirmed payment is not in the ledger, or one in the ledger is not confirmed",
  "refund-and-ledger": "the refund and the ledger disagree",
  "refunds-beyond-payment": "more goes back than ever came",
  "payment-below-nothing": "more went out of one place than the payment brought there",
  "assignments-add-up": "money that went from suspense to orders does not add up",
  "suspense-and-ledger": "money without an order is not in suspense, or the reverse",
  "paid-not-settled": "the money is there and the order is not settled",
  "settled-not-paid": "the order is settled and the money never was there",
};

const PROVIDER_WORDS: Record<ProviderFinding["code"], string> = {
  "not-here": "the provider took it and the ledger has none of it",
  "not-there": "the ledger has it and the provider does not",
  "other-amount": "the provider took another sum",
  "other-currency": "the provider took another currency",
  "other-refunds": "the provider gave back another sum",
};

const BOOKED: Partial<Record<LookedUp, string>> = {
  paid: "booked on its order",
  suspense: "kept in suspense, for staff to decide",
};

export const ledger: Command = {
  summary: "Check that money and places add up, here and with the card provider",
  usage: `npm run foyer -- ledger check [--provider [--book]]

Compares lines with totals, places with quotas, payments and refunds with the ledger, and settled orders with the money
on them, over all conferences. Amounts are in minor units. Exit code 1 when something does not add up.

--provider   compares our card payments with the provider's list instead, in both directions. Slow where there are many:
             it reads 100 at a time. Charges that name no conference of ours are counted and left alone. Money that is
             taken while it runs may be named and be there the next time.
--book       then also takes in what the provider took and the ledger has not, as its webhook would: on its order, or
             in suspense where the order is not known.`,

  async run(args, io) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { provider: { type: "boolean", default: false }, book: { type: "boolean", default: false } },
    });
    if (positionals.join(" ") !== "check" || (values.book && !values.provider)) {
      io.note(ledger.usage);
      return 2;
    }
    return values.provider ? checkWithProvider(values.book, io) : checkHere(io);
  },
};

async function checkHere(io: Io): Promise<ExitCode> {
  const findings = await checkLedger();
  for (const { conference, object, code, expected, found } of findings) {
    io.out(`${conference}\t${object}\t${WORDS[code]}: ${expected} expected, ${found} found`);
  }
  io.out(findings.length ? `${findings.length} do not add up.` : "Everything adds up.");
  return findings.length ? 1 : 0;
}

async function checkWithProvider(isToBook: boolean, io: Io): Promise<ExitCode> {
  if (!canTakeCards()) {
    io.note("No card provider is configured: STRIPE_SECRET_KEY is not set.");
    return 1;
  }
  const compared = await compareWithProvider(stripeBooks, ({ charges, payments }) =>
    io.note(`${charges} charges of the provider, ${payments} card payments here`),
  );
  if (!compared.ok) {
    io.note(`The card provider did not answer as it should (${compared.error}); nothing can be said.`);
    return 1;
  }
  const { findings, charges, payments, ofOthers } = compared.value;
  let left = 0;
  for (const finding of findings) {
    const { code, conference, providerId, here, there } = finding;
    io.out(`${conference}\t${providerId}\t${PROVIDER_WORDS[code]}: ${here} here, ${there} there`);
    if (!(isToBook && code === "not-here" && (await book(finding, io)))) left += 1;
  }
  if (ofOthers) io.out(`${ofOthers} charges name no conference of ours and were left alone.`);
  const compares = `${charges} charges and ${payments} card payments compared`;
  io.out(left ? `${left} do not agree; ${compares}.` : `Both agree; ${compares}.`);
  return left ? 1 : 0;
}

/** @returns whether it is in our books now */
async function book({ providerId }: ProviderFinding, io: Io): Promise<boolean> {
  // Opened before the first transaction: on the embedded database it would wait for it.
  await queue();
  const checkout = await stripeBooks.findCheckout(providerId);
  const outcome = checkout.ok
    ? await lookUpCardPayment(checkout.value, stripeCards, OPERATOR, new Date())
    : checkout.error;
  io.out(`\t${providerId}\t${BOOKED[outcome] ?? `could not be taken in (${outcome})`}`);
  return outcome in BOOKED;
}
