import { Prisma } from "@/lib/db/generated/client";
import type { LenosRefusal } from "@/lib/lenos/errors";

/** The transaction ran over, or a lock was not free in time: it was rolled back, and the same call may succeed. */
const BUSY = /\b(P2024|P2028|P2034|40001|40P01|55P03|57014|TransactionWriteConflict)\b/;
/** The database is not there: it starts, stops or is moved. */
const AWAY = /\b(P1001|P1002|P1008|P1017|ECONNREFUSED|ECONNRESET|57P01|57P02|57P03|DatabaseNotReachable)\b/;
const SECONDS = 5;

/** What an exception is on the wire. Nothing of its text is told. */
export function outageOf(error: unknown): LenosRefusal {
  const text = textOf(error);
  if (AWAY.test(text)) {
    return { code: "maintenance", message: "The service is being maintained.", retryAfterSeconds: SECONDS };
  }
  if (BUSY.test(text)) {
    return { code: "busy", message: "Nothing was changed: too many calls at once.", retryAfterSeconds: SECONDS };
  }
  return { code: "internal", message: "Something went wrong here. Nothing was changed.", retryAfterSeconds: SECONDS };
}

function textOf(error: unknown): string {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return `${error.code} ${error.message} ${JSON.stringify(error.meta ?? {})}`;
  }
  return error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error.cause ?? {})}` : "";
}
