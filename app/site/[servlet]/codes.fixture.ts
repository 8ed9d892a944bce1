/** Codes that `processRegistration` and teams answer; execution-codes.db.test.ts provokes each. */
export const EXECUTION_CODES: readonly number[] = [
  12, 2677, 2697, 2752, 2754, 2755, 2756, 2759, 2760, 2761, 2762, 2763, 2764, 2765, 2766, 2767, 2768, 2769, 2770, 2771,
];
