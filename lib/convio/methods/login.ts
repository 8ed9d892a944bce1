import "server-only";
import { group, leaf } from "@/lib/convio/answer-tree";
import { refuse } from "@/lib/convio/errors";
import type { ConvioMethod } from "@/lib/convio/method";
import { endConvioSession, holderOf, issueToken, openConvioSession, ROUTING_ID } from "@/lib/convio/sessions";
import { ok } from "@/lib/result";

const BASE = { servlets: ["CRConsAPI"], verbs: ["GET", "POST"], required: [], needsToken: false } as const;

/**
 * Signs in whoever brings the token of a single sign-on. People have no passwords here, so a user name and a password
 * are always wrong (202); nothing is compared, and nothing of them kept.
 */
export const login: ConvioMethod = {
  ...BASE,
  name: "login",
  async run({ caller, events, parameters, now }) {
    const personId = caller.kind === "client" ? caller.personId : null;
    if (personId === null) {
      const missing = ["user_name", "password"].find((name) => !parameters.has(name));
      return missing ? refuse(9, `${missing} is missing.`) : refuse(202);
    }
    // A new session: whoever knew the old one's secret is not signed in by it.
    const own = await openConvioSession(holderOf(personId, caller, events), now);
    const token = await issueToken(own, { isPortable: false }, now);
    const root = group("loginResponse", [
      leaf("token", token),
      leaf("cons_id", personId),
      leaf("JSESSIONID", own.secret),
      leaf("routing_id", ROUTING_ID),
    ]);
    return ok({ root, session: { set: own.secret } });
  },
};

/** Whether the client's session is somebody's. */
export const loginTest: ConvioMethod = {
  ...BASE,
  name: "loginTest",
  async run({ caller, session }) {
    const personId = (caller.kind === "client" ? caller.personId : null) ?? session?.personId ?? null;
    if (personId === null) return refuse(3, "Nobody is signed in.");
    return ok({ root: group("loginResponse", [leaf("cons_id", personId)]) });
  },
};

/** Ends the client's session and every token of it; without one there is nothing to end. */
export const logout: ConvioMethod = {
  ...BASE,
  name: "logout",
  async run({ session }) {
    if (session) await endConvioSession(session.id);
    return ok({ root: group("logoutResponse", [leaf("message", "Signed out.")]), session: "end" });
  },
};
