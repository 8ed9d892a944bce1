import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import packageFile from "../../package.json";

const ROOT = path.resolve(import.meta.dirname, "..", "..");
/** The limits of memory that `npm start` gives. */
const HEAP = packageFile.scripts.start.split(" ").filter((word) => word.startsWith("--"));
const NODE = path.join(ROOT, "node_modules", "node", "bin", "node");
const POLL_MS = 25;
const STOP_MS = 20_000;

export type WebServer = {
  url: string;
  pid: number;
  /** From the start of the process to its first answer, in seconds. */
  secondsToFirstAnswer: number;
  /** What ended the process, once it has ended. */
  ended: Promise<NodeJS.Signals | number>;
  /** SIGTERM, as an operator stops it. */
  stop: () => Promise<void>;
  /** SIGKILL, as a power cut does. */
  kill: () => void;
};

export type Launch = {
  port: number;
  env: Record<string, string>;
  /** "npm start" with all it checks and brings up to date, or only the server of what is built. */
  command?: "start" | "serve";
  nodeOptions?: string[];
  logFile: string;
  /** A first start may have to build. */
  waitSeconds?: number;
};

/** The configuration that a benchmark's product must not inherit. */
const OURS =
  /^(DATABASE_URL|PORT|PUBLIC_URL|AUTH_SECRET|INDICO_|STRIPE_|SMTP_URL|MAIL_FROM|TRUSTED_PROXIES|FOYER_|NODE_ENV|npm_)/;

/**
 * Starts the built product as one production process on loopback.
 * @throws when it ends or does not answer in time; the log file says why
 */
export async function startWeb(launch: Launch): Promise<WebServer> {
  const { port, env, command = "start", nodeOptions = [], logFile, waitSeconds = 60 } = launch;
  const script = command === "start" ? path.join("scripts", "start.mjs") : path.join("bench", "harness", "serve.mjs");
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  const startedAt = performance.now();
  const child = spawn(NODE, [...HEAP, ...nodeOptions, script], {
    cwd: ROOT,
    env: { ...inherited, ...env, PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(logFile, { flags: "a" });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = new Promise<NodeJS.Signals | number>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? code ?? 0));
  });
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  void ended.then(() => {
    process.removeListener("exit", endWithUs);
    log.end();
  });
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(`${url}/health/live`, child, logFile, waitSeconds);
  const server = {
    url,
    pid: child.pid as number,
    secondsToFirstAnswer: (performance.now() - startedAt) / 1_000,
    ended,
    kill: () => void child.kill("SIGKILL"),
    stop: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
  return server;
}

async function firstAnswer(url: string, child: ChildProcess, logFile: string, waitSeconds: number): Promise<void> {
  const until = performance.now() + waitSeconds * 1_000;
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `The web process ended (${child.signalCode ?? child.exitCode}) before it answered: see ${logFile}`,
      );
    }
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await sleep(POLL_MS);
  }
  child.kill("SIGKILL");
  throw new Error(`The web process did not answer within ${waitSeconds} s: see ${logFile}`);
}
