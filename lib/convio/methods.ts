import "server-only";
import type { ConvioMethod, Servlet } from "@/lib/convio/method";

/** Every method of the dialect. */
const METHODS: readonly ConvioMethod[] = [];

/** The method of this name on this servlet; names are case-sensitive. */
export function findMethod(servlet: Servlet, name: string): ConvioMethod | null {
  return METHODS.find((method) => method.name === name && method.servlets.includes(servlet)) ?? null;
}
