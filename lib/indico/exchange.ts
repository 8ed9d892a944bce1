import { lookup } from "node:dns";
import { type RequestOptions as HttpRequestOptions, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIPv6, type LookupFunction } from "node:net";
import { err, ok, type Result } from "@/lib/result";

/** Why no usable answer came back. After a write each of these leaves open whether Indico has done it: read again. */
export type ExchangeFailure = "unreachable" | "timed-out" | "bad-certificate" | "unexpected-reply";

export type Reply = { status: number; contentType: string; location: string; cookies: string[]; body: Buffer };

export type Exchange = {
  url: URL;
  method: "GET" | "POST" | "PATCH";
  headers: Record<string, string>;
  body?: string;
  /** For everything: name lookup, connecting, and the whole body. */
  timeoutMs: number;
  /** A longer body is "unexpected-reply". */
  maxBytes: number;
  /** PEM of an authority that is trusted instead of the public ones. */
  certificateAuthority?: string;
};

/**
 * One HTTP exchange with an outside server, on a connection of its own. Follows no redirect. The address that was
 * checked is the address connected to, so a name that resolves differently a moment later gains nothing; a public
 * name that leads to a private or loopback address is "unreachable".
 */
export function exchange(call: Exchange): Promise<Result<Reply, ExchangeFailure>> {
  if (call.timeoutMs <= 0) return Promise.resolve(err("timed-out"));
  const signal = AbortSignal.timeout(Math.ceil(call.timeoutMs));
  const open = call.url.protocol === "https:" ? httpsRequest : httpRequest;
  const options: HttpRequestOptions & { ca?: string } = {
    method: call.method,
    headers: {
      ...call.headers,
      ...(call.body === undefined ? {} : { "content-length": Buffer.byteLength(call.body) }),
    },
    agent: false,
    lookup: isPrivateName(call.url.hostname) ? lookup : lookupPublic,
    signal,
    ...(call.certificateAuthority ? { ca: call.certificateAuthority } : {}),
  };
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve(err(signal.aborted ? "timed-out" : failureOf(error)));
    const request = open(call.url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= call.maxBytes) chunks.push(chunk);
        else {
          resolve(err("unexpected-reply"));
          request.destroy();
        }
      });
      response.on("error", fail);
      response.on("end", () =>
        resolve(
          ok({
            status: response.statusCode ?? 0,
            contentType: response.headers["content-type"] ?? "",
            location: response.headers.location ?? "",
            cookies: response.headers["set-cookie"] ?? [],
            body: Buffer.concat(chunks),
          }),
        ),
      );
    });
    request.on("error", fail);
    request.end(call.body);
  });
}

function failureOf(error: Error): ExchangeFailure {
  const code = "code" in error ? String(error.code) : "";
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH/.test(code)) return "bad-certificate";
  return code.startsWith("HPE_") ? "unexpected-reply" : "unreachable";
}

const PRIVATE_ADDRESSES = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const)
  PRIVATE_ADDRESSES.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  PRIVATE_ADDRESSES.addSubnet(network, prefix, "ipv6");

/**
 * Whether the operator's own host name says that it is a private one: an address, `localhost`, a name without a dot,
 * or one under a suffix that the public name system does not serve.
 */
function isPrivateName(hostname: string): boolean {
  return !hostname.includes(".") || /^[\d.]+$|\.(localhost|local|internal|lan|home\.arpa|test)\.?$/i.test(hostname);
}

const lookupPublic: LookupFunction = (hostname, options, callback) =>
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const first = addresses[0];
    if (!first || addresses.some(({ address }) => PRIVATE_ADDRESSES.check(address, isIPv6(address) ? "ipv6" : "ipv4")))
      return callback(new Error("a public name with a private address"), []);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
