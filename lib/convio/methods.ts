import "server-only";
import type { ConvioMethod, Servlet } from "@/lib/convio/method";
import { getTeamsByInfo } from "@/lib/convio/methods/get-teams-by-info";
import { processRegistration } from "@/lib/convio/methods/process-registration";

/** Every method of the dialect. */
const METHODS: readonly ConvioMethod[] = [getTeamsByInfo, processRegistration];

/** The method of this name on this servlet; names are case-sensitive. */
export function findMethod(servlet: Servlet, name: string): ConvioMethod | null {
  return METHODS.find((method) => method.name === name && method.servlets.includes(servlet)) ?? null;
}
