import "server-only";
import { parseArgs } from "node:util";
import type { Command } from "@/lib/console/command";
import { checkLedger, type LedgerFinding } from "@/lib/ledger/check-ledger";

const WORDS: Record<LedgerFinding["code"], string> = {
  "lines-and-total": "the lines do not add up to the total",
  "quota-and-places": "the places taken are not those that orders hold",
  "places-of-nobody": "a cancelled or lapsed order still holds places",
  "payment-and-ledger": "a confirmed payment is not in the ledger, or one in the ledger is not confirmed",
  "refund-and-ledger": "the refund and the ledger disagree",
  "suspense-and-ledger": "money without an order is not in suspense, or the reverse",
  "paid-not-settled": "the money is there and the order is not settled",
  "settled-not-paid": "the order is settled and the money never was there",
};

export const ledger: Command = {
  summary: "Check that money and places add up",
  usage: `npm run foyer -- ledger check

Compares lines with totals, places with quotas, payments and refunds with the ledger, and settled orders with the money
on them, over all conferences. Amounts are in minor units. Exit code 1 when something does not add up.`,

  async run(args, io) {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    if (positionals.join(" ") !== "check") {
      io.note(ledger.usage);
      return 2;
    }
    const findings = await checkLedger();
    for (const { conference, object, code, expected, found } of findings) {
      io.out(`${conference}\t${object}\t${WORDS[code]}: ${expected} expected, ${found} found`);
    }
    io.out(findings.length ? `${findings.length} do not add up.` : "Everything adds up.");
    return findings.length ? 1 : 0;
  },
};
