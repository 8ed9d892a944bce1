import { exportKind } from "@/lib/exports/export-batch";
import { bulkActKind } from "@/lib/registration/bulk/bulk-acts";
import { mailToManyKind } from "@/lib/registration/bulk/mail-to-many";
import type { BatchKind } from "./step";

/** Every long act by its name; the page's words for it are the messages `admin.batches.kinds`. */
export const BATCH_KINDS: Record<string, BatchKind> = {
  export: exportKind,
  "registrations.act": bulkActKind,
  "registrations.mail": mailToManyKind,
};
