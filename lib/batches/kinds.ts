import { repairKind } from "@/lib/drift/repair-many";
import { COMPARE, compareKind } from "@/lib/drift/run-compare";
import { exportKind } from "@/lib/exports/export-batch";
import type { BatchKind } from "./step";

/** Every long act by its name; the page's words for it are the messages `admin.batches.kinds`. */
export const BATCH_KINDS: Record<string, BatchKind> = {
  export: exportKind,
  [COMPARE]: compareKind,
  "drift.repair": repairKind,
};
