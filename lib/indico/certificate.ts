import { type ConnectionOptions, connect } from "node:tls";
import { err, ok, type Result } from "@/lib/result";

/** `trust` is what a careful client would make of it: "expired", or "wrong" (another name, an unknown authority). */
export type CertificateReading = { daysLeft: number; trust: "good" | "expired" | "wrong" };

/**
 * Reads the certificate of an https address without sending anything. Whole days, below 0 once it has expired.
 * @param url "no-tls" for an http address
 */
export function readCertificate(
  url: string,
  { now, timeoutMs, certificateAuthority }: { now: Date; timeoutMs: number; certificateAuthority?: string },
): Promise<Result<CertificateReading, "no-tls" | "unreachable" | "timed-out">> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== "https:") return Promise.resolve(err("no-tls"));
  const host = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const options: ConnectionOptions = {
      host,
      port: Number(port || 443),
      // The very certificate that is refused elsewhere is what we came to read; nothing is sent over this connection.
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      ...(certificateAuthority ? { ca: certificateAuthority } : {}),
    };
    const socket = connect(options, () => {
      const { valid_to } = socket.getPeerCertificate();
      const daysLeft = Math.floor((Date.parse(valid_to) - now.getTime()) / 86_400_000);
      const trust = daysLeft < 0 ? "expired" : socket.authorized ? "good" : "wrong";
      socket.destroy();
      resolve(ok({ daysLeft, trust }));
    });
    socket.setTimeout(timeoutMs, () => {
      resolve(err("timed-out"));
      socket.destroy();
    });
    socket.on("error", () => resolve(err("unreachable")));
  });
}

/** Whole days until the certificate of an https address ends, below 0 when it has; null where none could be read. */
export async function certificateDaysLeft(
  url: string,
  options: { now: Date; timeoutMs: number; certificateAuthority?: string },
): Promise<number | null> {
  const reading = await readCertificate(url, options);
  return reading.ok ? reading.value.daysLeft : null;
}
