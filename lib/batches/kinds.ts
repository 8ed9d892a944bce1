import { repairKind } from "@/lib/drift/repair-many";
import { COMPARE, compareKind } from "@/lib/drift/run-compare";
import { exportKind } from "@/lib/exports/export-batch";
import { MANY_KINDS } from "@/lib/registration/many/acts";
import { WRITE_TO_MANY, writeToManyKind } from "@/lib/registration/many/write-to-many";
import type { BatchKind } from "./step";

/** Every long act by its name; the page's words for it are the messages `admin.batches.kinds`. */
export const BATCH_KINDS: Record<string, BatchKind> = {
  export: exportKind,
  ...MANY_KINDS,
  [WRITE_TO_MANY]: writeToManyKind,
  [COMPARE]: compareKind,
  "drift.repair": repairKind,
};
