import { BlockList, isIP } from "node:net";

const UNKNOWN = "unknown";

/**
 * The address a request came from, for limits by address: as `exactAddress`, of an IPv6 address its /64, the part that
 * one customer has; "unknown" without any address.
 */
export function clientAddress(forwardedFor: string | null, trustedProxies: string): string {
  return limitKey(exactAddress(forwardedFor, trustedProxies));
}

/**
 * The address a request came from, for lists of allowed addresses: the right-most entry of `X-Forwarded-For` that is not a
 * trusted proxy. The server appends the peer of its own socket as the last entry, so a header that a client made up
 * counts only behind trusted proxies.
 * @param trustedProxies addresses and CIDR ranges, comma-separated (`TRUSTED_PROXIES`)
 * @returns null without any address
 */
export function exactAddress(forwardedFor: string | null, trustedProxies: string): string | null {
  const trusted = readRanges(trustedProxies);
  const hops = (forwardedFor ?? "").split(",").map((entry) => plainAddress(entry.trim()));
  for (let index = hops.length - 1; index >= 0; index--) {
    const address = hops[index] ?? "";
    const family = isIP(address);
    // What stands left of rubbish was written by whoever wrote the rubbish.
    if (!family) return hops[index + 1] ?? null;
    if (index === 0 || !isWithin(address, trusted)) return address;
  }
  return null;
}

/**
 * Addresses and ranges as written in a setting, comma-separated.
 * @throws Error naming the entry that is neither an address nor a range
 */
export function readRanges(trustedProxies: string): BlockList {
  const known = ranges.get(trustedProxies);
  if (known) return known;
  const list = new BlockList();
  for (const entry of trustedProxies.split(",").map((text) => text.trim())) {
    if (!entry) continue;
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix);
    const isRange = family && Number.isInteger(bits) && bits >= 0 && bits <= (family === 6 ? 128 : 32);
    if (!isRange) throw new Error(`"${entry}" is neither an address nor a range such as 10.0.0.0/8`);
    list.addSubnet(address, bits, family === 6 ? "ipv6" : "ipv4");
  }
  ranges.set(trustedProxies, list);
  return list;
}

const ranges = new Map<string, BlockList>();

/** Whether the request came over HTTPS: a trusted proxy spoke to us, and says so. We speak plain HTTP ourselves. */
export function cameByHttps(headers: Headers, trustedProxies: string): boolean {
  const peer = plainAddress((headers.get("x-forwarded-for") ?? "").split(",").at(-1)?.trim() ?? "");
  const isTrusted = isIP(peer) > 0 && isWithin(peer, readRanges(trustedProxies));
  return isTrusted && headers.get("x-forwarded-proto")?.trim().toLowerCase() === "https";
}

export function isWithin(address: string, list: BlockList): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Without a port, brackets or the IPv4-in-IPv6 prefix. */
function plainAddress(entry: string): string {
  const bracketed = /^\[([^\]]+)\](:\d+)?$/.exec(entry)?.[1];
  const address = bracketed ?? (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(entry) ? entry.replace(/:\d+$/, "") : entry);
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
}

/** What limits count by: the address, of IPv6 its /64. */
function limitKey(address: string | null): string {
  if (!address || !isIP(address)) return UNKNOWN;
  return isIP(address) === 6 ? `${firstHalf(address)}::/64` : address;
}

/** The first four groups of an IPv6 address, written the one way that URLs write them. */
function firstHalf(address: string): string {
  const canonical = new URL(`http://[${address.split("%")[0]}]`).hostname.slice(1, -1);
  const [left = [], right = []] = canonical.split("::").map((half) => (half ? half.split(":") : []));
  const zeros = canonical.includes("::") ? Array<string>(8 - left.length - right.length).fill("0") : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}
