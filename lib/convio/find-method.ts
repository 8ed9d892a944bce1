import "server-only";
import type { ConvioMethod, Servlet } from "@/lib/convio/method";
import { getLoginUrl } from "@/lib/convio/methods/get-login-url";
import { getParticipants } from "@/lib/convio/methods/get-participants";
import { getParticipationTypes } from "@/lib/convio/methods/get-participation-types";
import { getRegistration } from "@/lib/convio/methods/get-registration";
import { getRegistrationDocument } from "@/lib/convio/methods/get-registration-document";
import { getSingleSignOnToken } from "@/lib/convio/methods/get-single-sign-on-token";
import { getTeamraiserConfig } from "@/lib/convio/methods/get-teamraiser-config";
import { getTeamraisersByInfo } from "@/lib/convio/methods/get-teamraisers-by-info";
import { getTeamsByInfo } from "@/lib/convio/methods/get-teams-by-info";
import { login, loginTest, logout } from "@/lib/convio/methods/login";
import { processRegistration } from "@/lib/convio/methods/process-registration";

/** Every method of the dialect. */
export const METHODS: readonly ConvioMethod[] = [
  getLoginUrl,
  getParticipants,
  getParticipationTypes,
  getRegistration,
  getRegistrationDocument,
  getSingleSignOnToken,
  getTeamraiserConfig,
  getTeamraisersByInfo,
  getTeamsByInfo,
  login,
  loginTest,
  logout,
  processRegistration,
];

/** The method of this name on this servlet; names are case-sensitive. */
export function findMethod(servlet: Servlet, name: string): ConvioMethod | null {
  return METHODS.find((method) => method.name === name && method.servlets.includes(servlet)) ?? null;
}
