// The web server around Next: its own, because Next's does not tell the address of the peer apart from what a client
// wrote into X-Forwarded-For, limits headers to 16 KiB, and closes before our jobs and database do.
import { createServer } from "node:http";
import { isHeldByAnother, readHolder } from "../lib/db/pglite-lock.ts";
import { ownHost } from "../lib/http/own-host.ts";
import { answerFailures } from "./answer-failures.ts";
import { guardRequests } from "./guard-requests.ts";
import { answerBrokenRequests, refuseMalformedPath } from "./refuse-bad-requests.ts";
import { makeTurns } from "./take-turns.ts";
import { tellLength } from "./tell-length.ts";

/** Convio's clients send whole documents in the query string. */
const MAX_HEADER_BYTES = 65_536;
/** Longer than proxies keep a quiet connection (60 s is common): what they send last must not meet one just closed. */
const KEEP_ALIVE_MS = 65_000;
/** After a signal: how long open answers and running jobs may take. */
const CLOSE_MS = 15_000;
const PARENT_CHECK_MS = 250;

/**
 * Serves the built pages, or with `isDevelopment` the sources, until SIGTERM or SIGINT.
 * The demo listens on this machine only: it shows everybody's mail.
 */
export async function serve(env, { isDevelopment }) {
  await refuseSecondStart(env);
  const { default: next } = await import("next");
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS });
  const app = next({ dev: isDevelopment, port: env.PORT, hostname: "127.0.0.1", httpServer: server });
  const prepared = listen(server, env).then(() => app.prepare());
  const takeTurn = makeTurns();
  const settings = { publicUrl: env.publicUrl, stripeApiBase: env.STRIPE_API_BASE, isDevelopment };
  const guard = guardRequests(settings);
  answerBrokenRequests(server, settings);
  server.on("request", async (request, response) => {
    const elsewhere = env.isDemo && request.method === "GET" && ownHost(request.headers.host, env.publicUrl);
    if (elsewhere) return response.writeHead(307, { location: elsewhere + request.url }).end();
    if (refuseMalformedPath(request, response, settings)) return;
    const before = request.headers["x-forwarded-for"];
    const peer = request.socket.remoteAddress ?? "unknown";
    request.headers["x-forwarded-for"] = before ? `${before}, ${peer}` : peer;
    if (!guard(request, response)) return;
    tellLength(response);
    if (!isDevelopment) answerFailures(request, response);
    await prepared;
    if (await takeTurn(request, response)) app.getRequestHandler()(request, response);
  });
  closeOnSignal(server, app);
  await prepared;
  // The first request runs instrumentation.ts, which opens the database.
  await fetch(`http://127.0.0.1:${env.PORT}/health/live`);
  if (!globalThis.foyerPortal) stop("Foyer could not start: instrumentation.ts was not run.");
}

function listen(server, env) {
  return new Promise((resolve) => {
    server.once("error", (error) => {
      const taken = `Port ${env.PORT} is in use by another program: stop it, or set PORT.`;
      stop(error.code === "EADDRINUSE" ? taken : error.message);
    });
    server.listen(env.PORT, env.isDemo ? "127.0.0.1" : undefined, resolve);
  });
}

/** Two processes on one embedded database would lose rows: the second stops before it builds or opens anything. */
export async function refuseSecondStart(env) {
  const holder = env.DATABASE_URL ? undefined : await readHolder(env.FOYER_DATA);
  if (!holder || !isHeldByAnother(holder)) return;
  stop(
    `Foyer is running already: process ${holder.pid}, ${holder.address}. Stop it first, or set FOYER_DATA and PORT for a second one.`,
  );
}

function closeOnSignal(server, app) {
  let isClosing = false;
  const close = async (signal) => {
    if (isClosing) return;
    isClosing = true;
    setTimeout(() => stop(`Still busy ${CLOSE_MS / 1000} s after ${signal}: ended without waiting.`), CLOSE_MS).unref();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await closed;
    await globalThis.foyerPortal?.close();
    await app.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => close(signal));
  // npm signals the shell that it started us by, and that one passes nothing on: when it is gone, close.
  const shell = process.ppid;
  const watch = () => process.ppid !== shell && close("the end of npm");
  if (process.env.npm_lifecycle_event) setInterval(watch, PARENT_CHECK_MS).unref();
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
