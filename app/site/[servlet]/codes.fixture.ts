/** Codes that `processRegistration` and teams answer; execution-codes.db.test.ts provokes each. */
export const EXECUTION_CODES: readonly number[] = [
  12, 2677, 2697, 2752, 2754, 2755, 2756, 2759, 2760, 2761, 2762, 2764, 2765, 2766, 2767, 2768, 2769, 2770,
];

/** Codes that no call can get here: secondary registrations are always allowed (more than 20 are 2766), and no form has a CAPTCHA. */
export const NEVER_ANSWERED: readonly number[] = [2763, 2771];
