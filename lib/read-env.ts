import { z } from "zod";
import { readRanges } from "./http/client-address.ts";

const flag = z
  .enum(["", "0", "1", "true", "false"])
  .optional()
  .transform((value) => value === "1" || value === "true");
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

function areRanges(text: string): boolean {
  try {
    readRanges(text);
    return true;
  } catch {
    return false;
  }
}

const Environment = z.object({
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })),
  AUTH_SECRET: optional(z.string().min(32, "AUTH_SECRET needs 32 characters or more")),
  INDICO_URL: optional(z.url({ protocol: /^https?$/ })),
  INDICO_TOKEN: optional(z.string()),
  STRIPE_SECRET_KEY: optional(z.string().regex(/^(sk|rk)_/)),
  STRIPE_WEBHOOK_SECRET: optional(z.string()),
  STRIPE_API_BASE: optional(z.url({ protocol: /^https?$/ })),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  MAIL_FROM: z.string().default("Foyer <registration@example.org>"),
  /** Another way for staff to sign in: any OpenID Connect provider. */
  OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ })),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  /** What the button calls it. */
  OIDC_NAME: z.string().default("OpenID Connect"),
  /** Indico's own accounts, by an OAuth application there with scope read:user. */
  INDICO_OAUTH_URL: optional(z.url({ protocol: /^https?$/ })),
  INDICO_OAUTH_CLIENT_ID: optional(z.string()),
  INDICO_OAUTH_CLIENT_SECRET: optional(z.string()),
  /** Addresses (CIDR, comma-separated) whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.string().default("").refine(areRanges, "TRUSTED_PROXIES: addresses or ranges such as 10.0.0.0/8"),
  FOYER_DEMO: optional(flag),
  /** Card numbers may come straight to us by the Convio client API: the operator answers for them (PCI DSS, SAQ D). */
  CONVIO_CARDS: optional(flag).transform((isOn) => isOn ?? false),
  /** The organisation's short name in `/{organisation}/site/…`, the Convio dialect's addresses on a shared host. */
  CONVIO_ORGANISATION: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, "CONVIO_ORGANISATION: letters, digits, - and _")
    .default("foyer"),
  /** Folder of the embedded database. */
  FOYER_DATA: z.string().default(".data"),
  /** "off": this process serves pages only; `npm run worker` does the jobs. */
  FOYER_WORKER: z.enum(["on", "off"]).default("on"),
  /** The demo only: dies at this point (lib/faults). */
  FOYER_CRASH_AT: optional(z.string()),
  /** What a collector sends to /metrics as Bearer; without it this machine alone may read them. */
  METRICS_TOKEN: optional(z.string().min(20, "METRICS_TOKEN needs 20 characters or more")),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Env = z.output<typeof Environment> & { isDemo: boolean; publicUrl: string; authSecret: string };

const DEMO_SECRET = "demo-only-secret-demo-only-secret-demo";
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Reads the configuration. Without any it is the demo; `FOYER_DEMO=1` is the demo on a given database.
 * @throws Error naming every wrong value; nothing of a value is printed
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    throw new Error(`The configuration is wrong.\n${z.prettifyError(parsed.error)}`);
  }
  const env = parsed.data;
  const isDemo = env.FOYER_DEMO ?? isUnconfigured(env);
  const publicUrl = (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, "");
  const wrong = [...(isDemo ? refuseDemo(env, publicUrl) : refuseProduction(env)), ...refuseHalf(env)];
  if (wrong.length) throw new Error(`The configuration is wrong.\n${wrong.map((line) => `✖ ${line}`).join("\n")}`);
  return { ...env, isDemo, publicUrl, authSecret: env.AUTH_SECRET ?? DEMO_SECRET };
}

function isUnconfigured(env: z.output<typeof Environment>): boolean {
  const { DATABASE_URL, PUBLIC_URL, AUTH_SECRET, INDICO_URL, STRIPE_SECRET_KEY, SMTP_URL } = env;
  return ![DATABASE_URL, PUBLIC_URL, AUTH_SECRET, INDICO_URL, STRIPE_SECRET_KEY, SMTP_URL].some(Boolean);
}

function refuseDemo(env: z.output<typeof Environment>, publicUrl: string): string[] {
  const wrong: string[] = [];
  if (/^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY ?? "")) wrong.push("STRIPE_SECRET_KEY: the demo refuses a live key");
  if (env.INDICO_URL && !LOOPBACK.test(new URL(env.INDICO_URL).hostname)) {
    wrong.push("INDICO_URL: the demo writes to its own Indico or to one on this machine only");
  }
  if (!LOOPBACK.test(new URL(publicUrl).hostname)) wrong.push("PUBLIC_URL: the demo is for this machine only");
  return wrong;
}

/** A provider is configured whole, or not at all. */
function refuseHalf(env: z.output<typeof Environment>): string[] {
  const isHalf = (values: (string | undefined)[]) => values.some(Boolean) && !values.every(Boolean);
  const wrong: string[] = [];
  if (isHalf([env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET])) {
    wrong.push("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: give all three, or none");
  }
  const indico = [env.INDICO_OAUTH_CLIENT_ID, env.INDICO_OAUTH_CLIENT_SECRET];
  if (isHalf(indico)) wrong.push("INDICO_OAUTH_CLIENT_ID and INDICO_OAUTH_CLIENT_SECRET: give both, or neither");
  if (indico.every(Boolean) && !env.INDICO_OAUTH_URL && !env.INDICO_URL) {
    wrong.push("INDICO_OAUTH_URL: needed with INDICO_OAUTH_CLIENT_ID where INDICO_URL is not set");
  }
  return wrong;
}

function refuseProduction(env: z.output<typeof Environment>): string[] {
  const wrong: string[] = [];
  if (env.FOYER_CRASH_AT) wrong.push("FOYER_CRASH_AT: for tests of the demo only");
  if (!env.AUTH_SECRET) wrong.push("AUTH_SECRET: needed in production (32 random characters or more)");
  if (!env.PUBLIC_URL) wrong.push("PUBLIC_URL: needed in production (the address people see)");
  if (!env.SMTP_URL) wrong.push("SMTP_URL: needed in production (people open their registration by a mailed code)");
  if (env.STRIPE_SECRET_KEY && !env.STRIPE_WEBHOOK_SECRET)
    wrong.push("STRIPE_WEBHOOK_SECRET: needed with STRIPE_SECRET_KEY");
  return wrong;
}
