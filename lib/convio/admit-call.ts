import "server-only";
import { admitServer, type ConvioCredential, findClientKey, isServer, noteUse } from "@/lib/convio/credentials";
import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { findMethod } from "@/lib/convio/find-method";
import type {
  ConvioCaller,
  ConvioMethod,
  ConvioSession,
  Parameters,
  Servlet,
  SessionHolder,
  Verb,
} from "@/lib/convio/method";
import { readBoolean, readCenter } from "@/lib/convio/parameters";
import { findConvioSession, findTokenHolder } from "@/lib/convio/sessions";
import { countFailure, waitAfterFailures } from "@/lib/limits/count-failures";
import { ok, type Result } from "@/lib/result";

/** The parts of a call that decide whether it is let in. */
export type AskedCall = {
  readonly servlet: Servlet;
  readonly verb: string;
  readonly parameters: Parameters;
  /** Value of the cookie `JSESSIONID`. */
  readonly sessionCookie: string | null;
  /** Exact, for lists of allowed addresses. */
  readonly callerAddress: string | null;
  /** As limits count. */
  readonly address: string;
  readonly isHttps: boolean;
  readonly isDemo: boolean;
  readonly now: Date;
};

/** What is known of a call, as far as it came before it was refused. */
export type Known = {
  /** Those that are alive, one of which it has to name. */
  readonly credentials: readonly ConvioCredential[];
  key: ConvioCredential | null;
  account: ConvioCredential | null;
  method: ConvioMethod | null;
};

export type AdmittedCall = {
  readonly method: ConvioMethod;
  readonly caller: ConvioCaller;
  readonly session: ConvioSession | null;
  /** The conferences that it is tied to, by its key, its account and its token; none: it sees all. */
  readonly tiedTo: readonly number[];
};

/**
 * Lets a call in, or says why not; the first failure answers: `api_key`, `v`, `method`, the HTTP verb, the server API's
 * rules, required parameters, the token.
 * @param known filled in on the way, for the log and the headers of a refusal
 */
export async function admitCall(asked: AskedCall, known: Known): Promise<Result<AdmittedCall, ConvioRefusal>> {
  const { servlet, parameters, now } = asked;
  known.key = findClientKey(known.credentials, parameters.get("api_key") ?? "");
  if (!known.key) return isServer(servlet) ? refuseServer(asked, 2) : refuse(2);
  const version = parameters.get("v");
  if (version !== "1.0") return refuse(9, version ? "v must be 1.0." : "v is missing: 1.0.");
  const method = findMethod(servlet, parameters.get("method") ?? "");
  if (!method) return refuse(6);
  known.method = method;
  if (!(method.verbs as readonly string[]).includes(asked.verb)) return refuse(405, saysVerbs(method.verbs));
  if (isServer(servlet)) {
    const admission = admitAccount(asked, known.credentials);
    if ("code" in admission) return refuseServer(asked, admission.code);
    known.account = admission.account;
  }
  const complete = checkParameters(method, parameters);
  if (!complete.ok) return complete;
  const session = await findConvioSession(parameters.get("JSESSIONID") ?? asked.sessionCookie, known.key.id, now);
  const found = await findCaller(asked, known.key, known.account, method, session);
  if (!found.ok) return found;
  const credentials = known.account ? [known.key, known.account] : [known.key];
  for (const credential of credentials) await noteUse(credential, now);
  const { caller, holder } = found.value;
  const ties = [...credentials, ...(holder ? [holder] : [])].map(({ conferenceId }) => conferenceId);
  return ok({ method, caller, session, tiedTo: [...new Set(ties)].filter((id) => id !== null) });
}

function saysVerbs(verbs: readonly Verb[]): string {
  return `This method is called by ${verbs.join(" or ")}.`;
}

function admitAccount({ parameters, callerAddress, isHttps, isDemo }: AskedCall, all: readonly ConvioCredential[]) {
  const name = parameters.get("login_name") ?? "";
  const password = parameters.get("login_password") ?? "";
  // A demo listens on this machine alone, without a proxy that could speak HTTPS.
  if (!isHttps && !isDemo) return { code: 4 } as const;
  return admitServer(all, { name, password, address: callerAddress, isDemo });
}

/** Guessing on the server API slows down; who has the right credentials was let in before. */
async function refuseServer({ address }: AskedCall, code: 2 | 3 | 4): Promise<Result<never, ConvioRefusal>> {
  const seconds = await waitAfterFailures("credentialByAddress", address);
  if (seconds > 0) return refuse(4, `Too many wrong credentials from this address. Wait ${seconds} seconds.`);
  await countFailure("credentialByAddress", address);
  return refuse(code);
}

function checkParameters(method: ConvioMethod, parameters: Parameters): Result<void, ConvioRefusal> {
  const missing = method.required.find((name) => !parameters.has(name));
  if (missing) return refuse(9, `${missing} is missing.`);
  for (const name of ["suppress_response_codes", "sign_redirects"]) {
    const flag = readBoolean(parameters, name);
    if (!flag.ok) return flag;
  }
  const center = readCenter(parameters);
  return center.ok ? ok(undefined) : center;
}

async function findCaller(
  { parameters, now }: AskedCall,
  key: ConvioCredential,
  account: ConvioCredential | null,
  method: ConvioMethod,
  session: ConvioSession | null,
): Promise<Result<{ caller: ConvioCaller; holder: SessionHolder | null }, ConvioRefusal>> {
  if (account) return ok({ caller: { kind: "server", credentialId: account.id, keyId: key.id }, holder: null });
  const token = parameters.get("auth") ?? parameters.get("sso_auth_token");
  const holder = token ? await findTokenHolder(token, session, key.id, now) : null;
  const personId = holder?.personId ?? null;
  if (method.needsToken && !token) return refuse(5);
  if (method.needsToken && personId === null) return refuse(3);
  const { id: credentialId, trustsIds, listsPeople } = key;
  const accountId = holder?.accountId ?? null;
  return ok({ caller: { kind: "client", credentialId, personId, accountId, trustsIds, listsPeople }, holder });
}
