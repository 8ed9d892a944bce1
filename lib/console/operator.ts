import type { Actor } from "@/lib/audit/chain";

/** Who acts in a command: whoever may run commands on this machine. */
export const OPERATOR: Actor = { kind: "job", id: "operator" };
