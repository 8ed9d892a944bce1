import type { ReactNode } from "react";
import type { Batch } from "@/lib/desk/load-batch";

import { MANY_ACTS } from "@/lib/registration/many/acts";
import { WRITE_TO_MANY } from "@/lib/registration/many/write-to-many";

import { DifferencesResult } from "../../differences/repair-result";

import { ExportResultView } from "../../exports/export-result";
import { ManyResult } from "./many-result";

/** What the kinds show of their results; a kind without an entry shows its counts alone. */
const RESULTS: Record<string, (props: { batch: Batch; slug: string }) => ReactNode> = {
  export: ExportResultView,
  ...Object.fromEntries([...MANY_ACTS, WRITE_TO_MANY].map((kind) => [kind, ManyResult])),
  "drift.compare": DifferencesResult,
  "drift.repair": DifferencesResult,
};

/** What a batch that is over leaves to do or to fetch. */
export function BatchResult({ batch, slug }: { batch: Batch; slug: string }) {
  const Result = RESULTS[batch.kind];
  return Result ? <Result batch={batch} slug={slug} /> : null;
}
