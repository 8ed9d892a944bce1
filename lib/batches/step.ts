import type { Json } from "@/lib/audit/canonical-json";

/** A batch as its kind sees it when a step begins. */
export type RunningBatch = {
  readonly id: number;
  readonly publicId: string;
  readonly conferenceId: number;
  /** Null: the schedule began it. */
  readonly staffId: number | null;
  readonly parameters: Json;
  /** Where the last step ended; null: nothing was done yet. */
  readonly cursor: Json;
  readonly total: number | null;
  readonly done: number;
  readonly failed: number;
};

/** What one step did. */
export type Step = {
  /** Items that went well, and items that did not, in this step alone. */
  done: number;
  failed: number;
  /** Where the next step begins; null: that was the last. */
  cursor: Json;
  /** Where it became known only now, or turned out otherwise. */
  total?: number;
  /** What the page shows at the end, in the kind's own words. */
  result?: Json;
};

/**
 * One kind of long act. A step takes a second or two, and may be done twice after a crash: each item is done by the
 * core's own functions, which do a thing once however often they are asked.
 */
export type BatchKind = {
  step: (batch: RunningBatch, now: Date) => Promise<Step>;
  /** When staff stop it: takes back what was begun and need not happen. */
  stopped?: (batch: RunningBatch) => Promise<void>;
};
