import { POST as postOfOrganisation } from "@/app/[organisation]/site/[servlet]/route";
import { GET, OPTIONS, POST, PUT } from "@/app/site/[servlet]/route";
import { type ConvioCredentialSettings, createConvioCredential } from "@/lib/credentials/convio-credentials";

export type Asked = {
  /** The last segment of the path, as a client writes it. */
  servlet?: string;
  organisation?: string;
  verb?: "GET" | "POST" | "PUT" | "OPTIONS";
  /** In the query string. */
  query?: Record<string, string> | string;
  /** Urlencoded into the body, or the body itself. */
  body?: Record<string, string> | BodyInit;
  headers?: Record<string, string>;
  /** Of the client, as a trusted proxy tells it. */
  address?: string;
  isHttps?: boolean;
};

export type Answered = {
  status: number;
  headers: Headers;
  text: string;
  /** The code of an error, as the answer says it; 0 for an answer without one. */
  code: number;
  /** The answer's root, of a JSON answer. */
  root: (name: string) => Record<string, unknown>;
};

/** The proxy of the tests, which TRUSTED_PROXIES names. */
export const PROXY = "10.9.8.7";
process.env.TRUSTED_PROXIES = PROXY;
let clients = 0;

/** Asks a servlet through its route handler, as the server does: each call from an address of its own unless given. */
export async function askServlet({ servlet = "CRTeamraiserAPI", organisation, ...asked }: Asked): Promise<Answered> {
  const { verb = "POST", query = "", body = {}, headers = {}, isHttps = false } = asked;
  clients += 1;
  const address = asked.address ?? `198.51.${Math.floor(clients / 250)}.${clients % 250}`;
  const search = new URLSearchParams(query).toString();
  const isPlain = typeof body === "object" && Object.getPrototypeOf(body) === Object.prototype;
  const sent = isPlain ? new URLSearchParams(body as Record<string, string>).toString() : (body as BodyInit);
  const prefix = organisation === undefined ? "" : `/${organisation}`;
  const request = new Request(`http://127.0.0.1:3999${prefix}/site/${servlet}?${search}`, {
    method: verb,
    headers: {
      ...(isPlain && sent ? { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" } : {}),
      "x-forwarded-for": `${address}, ${PROXY}`,
      "x-forwarded-proto": isHttps ? "https" : "http",
      ...headers,
    },
    ...(verb === "GET" || verb === "OPTIONS" || !sent ? {} : { body: sent }),
  });
  const answer =
    organisation === undefined
      ? await { GET, POST, PUT, OPTIONS }[verb](request, { params: Promise.resolve({ servlet }) })
      : await postOfOrganisation(request, { params: Promise.resolve({ organisation, servlet }) });
  const text = await answer.text();
  const code = Number(
    /<errorResponse[^>]*><code>(\d+)</.exec(text)?.[1] ?? /"errorResponse":{"code":"(\d+)"/.exec(text)?.[1] ?? 0,
  );
  return { status: answer.status, headers: answer.headers, text, code, root: (name) => JSON.parse(text)[name] };
}

let credentials = 0;

/** A credential of the dialect; the secret is its `api_key` or `login_password`, the name its `login_name`. */
export async function giveCredential(settings: ConvioCredentialSettings & { conferenceId: number | null }) {
  credentials += 1;
  const name = `test-${credentials}`;
  const created = await createConvioCredential(
    { ...settings, name },
    {
      kind: "job",
      id: "test",
    },
  );
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return { ...created.value, name };
}

/** Settings of a client key that allows nothing. */
export const PLAIN_KEY = {
  kind: "convio_client",
  conferenceId: null,
  allowedHosts: [],
  trustsIds: false,
  listsPeople: false,
} as const;
