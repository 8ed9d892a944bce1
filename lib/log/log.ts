import "server-only";
import pino from "pino";

/** Keys whose values never reach a log: personal data, codes and secrets. */
const REDACTED = [
  "email",
  "recipient",
  "firstName",
  "lastName",
  "fullName",
  "name",
  "phone",
  "address",
  "affiliation",
  "codes",
  "code",
  "token",
  "secret",
  "password",
  "authorization",
  "cookie",
  "url",
  "query",
  "iban",
];

/**
 * Structured log, one JSON object a line. Pass ids, counts and codes; personal data and secrets are redacted by key,
 * one and two levels deep. The start sets the level from the configuration.
 */
export const log = pino({
  level: "info",
  base: null,
  redact: { paths: REDACTED.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  serializers: { error: describeError },
});

/** Type, code and stack of an error without its message: messages of libraries quote values. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  // Not "code": that key is redacted, it may be a person's.
  const reason = "code" in error ? String(error.code) : undefined;
  return { type: error.name, reason, at: frames.slice(0, 6).map((line) => line.trim()) };
}
