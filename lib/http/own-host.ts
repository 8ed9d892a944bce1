const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Where the demo sends somebody who opened it by another name of this machine: cookies belong to a name, and the way
 * back from the card page goes to `publicUrl`.
 * @returns undefined when the request came by the right name, or by one that is none of this machine's
 */
export function ownHost(host: string | undefined, publicUrl: string): string | undefined {
  const own = new URL(publicUrl);
  if (!host || host === own.host || !URL.canParse(`http://${host}`)) return undefined;
  const asked = new URL(`http://${host}`);
  const isOurs = LOOPBACK_NAMES.has(asked.hostname) && LOOPBACK_NAMES.has(own.hostname) && asked.port === own.port;
  return isOurs ? own.origin : undefined;
}
