import "server-only";
import { differencesSheet } from "./differences-sheet";
import { ledgerSheet } from "./ledger-sheet";
import { linesSheet } from "./lines-sheet";
import { registrationsSheet } from "./registrations-sheet";
import type { Sheet } from "./sheet";

/** Everything that can be exported, by the name in addresses and in the messages `admin-exports.sheets`. */
export const SHEETS = {
  registrations: registrationsSheet,
  payments: ledgerSheet,
  lines: linesSheet,
  differences: differencesSheet,
} as const satisfies Record<string, Sheet>;

export type SheetName = keyof typeof SHEETS;

export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[];
