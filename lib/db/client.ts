import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { env } from "@/lib/env";
import type { Result } from "@/lib/result";
import { Prisma, PrismaClient } from "./generated/client";
import { releaseLock, takeLock } from "./pglite-lock";

/** Client of one interactive transaction: what every step inside a use case takes. */
export type Tx = Prisma.TransactionClient;

type Connection = { prisma: PrismaClient; guarded: Tx; pglite?: PGlite };

/** No transaction runs longer, and none waits longer for a lock. */
const TRANSACTION_MS = 4_000;
const LOCK_WAIT_MS = 2_000;
/** Whoever asked has left long before: no statement keeps a connection and a core longer. */
const STATEMENT_MS = 30_000;
/** On the embedded database others wait while a transaction is open. */
const QUEUE_MS = 15_000;
const POOL_SIZE = 10;
const PREPARED_STATEMENTS = 1_000;
/** PostgreSQL's 128 MB would all lie in this process, for a database of a few. */
const EMBEDDED_BUFFERS = "16MB";

// Pages, routes and instrumentation are bundled apart; the connection is one per process.
const process_ = globalThis as typeof globalThis & {
  foyerDatabase?: Promise<Connection>;
  foyerInside?: AsyncLocalStorage<true>;
};
process_.foyerInside ??= new AsyncLocalStorage<true>();
const inside = process_.foyerInside;

/** Opens the database that the configuration names: PostgreSQL, else the embedded one. Once per process. */
export function connect(): Promise<Connection> {
  process_.foyerDatabase ??= open().catch((error) => {
    process_.foyerDatabase = undefined;
    throw error;
  });
  return process_.foyerDatabase;
}

async function open(): Promise<Connection> {
  const { DATABASE_URL, FOYER_DATA, publicUrl } = env();
  if (DATABASE_URL) {
    // Short statements, many of them: compiling one takes longer than running it.
    const limits = {
      lock_timeout: LOCK_WAIT_MS,
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: QUEUE_MS,
    };
    const options = Object.entries({ ...limits, jit: "off" })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(" ");
    const settings = { connectionString: DATABASE_URL, max: POOL_SIZE, options };
    const adapter = new PrismaPg(settings, { statementNameGenerator: statementNames() });
    return withGuard(new PrismaClient({ adapter }));
  }
  const folder = path.resolve(FOYER_DATA);
  await takeLock(folder, publicUrl);
  const startParams = [...PGlite.defaultStartParams, "-c", `shared_buffers=${EMBEDDED_BUFFERS}`];
  const pglite = await PGlite.create(path.join(folder, "database"), { startParams });
  const { applyMigrations } = await import("./schema-engine");
  await applyMigrations({ pglite });
  return { ...withGuard(new PrismaClient({ adapter: new PrismaPGlite(pglite) })), pglite };
}

/**
 * Names under which each connection keeps its prepared statements: planned once, not every time. The same text has the
 * same name in every process, so that a pooler between may share connections. Texts beyond the limit (lists of many
 * lengths) stay unnamed, so that a connection's memory has an end.
 */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= PREPARED_STATEMENTS) return "";
    const name = createHash("sha256").update(sql).digest("base64url").slice(0, 22);
    names.set(sql, name);
    return name;
  };
}

/** A query past the open transaction would wait for it on the embedded database, for ever: it is a bug, so it throws. */
function withGuard(prisma: PrismaClient): Connection {
  const refuse = Prisma.defineExtension({
    query: {
      $allOperations({ args, query }) {
        if (inside.getStore()) throw new Error("Inside a transaction only its tx is used");
        return query(args);
      },
    },
  });
  return { prisma, guarded: prisma.$extends(refuse) as unknown as Tx };
}

/** Closes the database, for a process that ends or a test that is over. */
export async function disconnect(): Promise<void> {
  const connection = await process_.foyerDatabase;
  process_.foyerDatabase = undefined;
  await connection?.prisma.$disconnect();
  await connection?.pglite?.close();
  if (connection?.pglite) await releaseLock(path.resolve(env().FOYER_DATA));
}

/** For reads and single writes outside a transaction. Throws inside one: use its `tx`. */
export async function db(): Promise<Tx> {
  return (await connect()).guarded;
}

/** What each open transaction has yet to do before its commit. */
const endings = new WeakMap<Tx, (() => Promise<void>)[]>();

/**
 * Has a step done in a transaction after the use case's own steps, however they end short of rolling back: for what
 * must follow an effect and may be forgotten on no path. Throws outside a transaction.
 */
export function beforeCommit(tx: Tx, step: () => Promise<void>): void {
  const steps = endings.get(tx);
  if (!steps) throw new Error("Not the tx of an open transaction");
  steps.push(step);
}

/**
 * Runs a use case's steps in one short read-committed transaction. A deadlock, a serialisation failure or a lock that
 * is not free in time rolls back and runs again, three times at most, and so does one that points to what was deleted
 * meanwhile or read too early; anything else rolls back and is thrown. No network call belongs inside.
 */
export async function transaction<T>(steps: (tx: Tx) => Promise<T>): Promise<T> {
  if (inside.getStore()) throw new Error("A transaction inside a transaction");
  const { prisma } = await connect();
  for (let attempt = 1; ; attempt++) {
    try {
      return await prisma.$transaction((tx) => inside.run(true, () => runToItsEnd(tx, steps)), {
        timeout: TRANSACTION_MS,
        maxWait: QUEUE_MS,
      });
    } catch (error) {
      if (attempt === 3 || !isWorthRepeating(error)) throw error;
    }
  }
}

async function runToItsEnd<T>(tx: Tx, steps: (tx: Tx) => Promise<T>): Promise<T> {
  const last: (() => Promise<void>)[] = [];
  endings.set(tx, last);
  const outcome = await steps(tx);
  for (const step of last) await step();
  return outcome;
}

/** As `transaction`, for steps that may refuse: a refusal rolls everything back and is returned. */
export async function attempt<T, E>(steps: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  try {
    return await transaction(async (tx) => {
      const outcome = await steps(tx);
      if (!outcome.ok) throw new RolledBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal as Result<T, E>;
    throw error;
  }
}

class RolledBack extends Error {
  constructor(readonly refusal: unknown) {
    super("rolled back");
  }
}

/**
 * Serialisation failure, deadlock, a lock that was not free in time (PostgreSQL's SQLSTATE, Prisma's word); a row that
 * was taken away after we read it and before we pointed to it.
 */
const CONFLICT = /\b(40001|40P01|55P03|23503|TransactionWriteConflict|ForeignKeyConstraintViolation)\b/;
const CONFLICT_CODES = ["P2034", "P2003"];

/** What a transaction read before it held its locks does not stand any more: it runs again. */
export class ReadTooEarly extends Error {
  constructor() {
    super("read too early");
  }
}

function isWorthRepeating(error: unknown): boolean {
  if (error instanceof ReadTooEarly) return true;
  return error instanceof Prisma.PrismaClientKnownRequestError
    ? CONFLICT_CODES.includes(error.code) || CONFLICT.test(error.message + JSON.stringify(error.meta ?? {}))
    : error instanceof Error &&
        error.name === "DriverAdapterError" &&
        CONFLICT.test(error.message + JSON.stringify(error.cause ?? {}));
}

/** Whether a write was refused because a unique key exists already. */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2002" || (error.code === "P2010" && /\b23505\b/.test(error.message));
}
