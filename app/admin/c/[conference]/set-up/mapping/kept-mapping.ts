import type { KeptProblem } from "../[list]/lists";

/** The name under which the mapping's form is kept. */
export const MAPPING_FORM = "catalogue.mapping";

export type KeptMapping = { problems: KeptProblem[]; isOverdue: boolean };
