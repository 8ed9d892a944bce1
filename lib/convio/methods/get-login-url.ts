import "server-only";
import { randomBytes } from "node:crypto";
import { group, leaf } from "@/lib/convio/answer-tree";
import type { ConvioMethod } from "@/lib/convio/method";
import { holderOf, issueToken, openConvioSession, ROUTING_ID } from "@/lib/convio/sessions";
import { ok } from "@/lib/result";

/**
 * Begins a session, or goes on with the client's own, and gives a token for it. One packaged client calls this before
 * anything else. The session is nobody's until somebody signs in.
 */
export const getLoginUrl: ConvioMethod = {
  name: "getLoginUrl",
  servlets: ["CRConsAPI", "CRConnectAPI"],
  verbs: ["GET", "POST"],
  required: [],
  needsToken: false,
  async run({ session, caller, events, siteUrl, now }) {
    const own = session ?? (await openConvioSession(holderOf(null, caller, events), now));
    const token = await issueToken(own, { isPortable: false }, now);
    const nonce = randomBytes(8).toString("hex");
    const root = group("getLoginUrlResponse", [
      leaf("url", `${siteUrl}/CRConsAPI;jsessionid=${ROUTING_ID}?NONCE_TOKEN=${nonce}`),
      leaf("token", token),
      leaf("JSESSIONID", own.secret),
      leaf("routing_id", ROUTING_ID),
    ]);
    return ok({ root, session: { set: own.secret } });
  },
};
