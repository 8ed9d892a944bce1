import "server-only";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { db } from "@/lib/db/client";
import { INCIDENTS } from "@/lib/incidents/count-incident";
import { LIMITS } from "@/lib/limits/take-token";
import { refusals } from "./refusals";

type Row = { label: string; count: number };

/** What each gauge counts by, `state` unless it says otherwise. Labels that no row has are shown as 0. */
const COUNTS = {
  foyer_jobs: {
    help: "Jobs that are not done, by state",
    labels: ["created", "retry", "active", "failed"],
    sql: "SELECT state::text AS label, count(*)::int AS count FROM pgboss.job WHERE state NOT IN ('completed', 'cancelled') GROUP BY 1",
  },
  foyer_mirrors: {
    help: "Registrations by how Indico stands to them; parked ones wait for staff",
    labels: ["not_linked", "in_step", "to_write", "parked"],
    sql: "SELECT state::text AS label, count(*)::int AS count FROM mirror GROUP BY 1",
  },
  foyer_payments: {
    help: "Payments by state",
    labels: ["created", "pending", "confirmed", "failed", "cancelled"],
    sql: "SELECT state::text AS label, count(*)::int AS count FROM payment GROUP BY 1",
  },
  foyer_mails: {
    help: "Mails by state",
    labels: ["queued", "sent", "failed"],
    sql: "SELECT state::text AS label, count(*)::int AS count FROM mail GROUP BY 1",
  },
  foyer_suspense: {
    help: "Money that fits no order, by state",
    labels: ["open", "resolved"],
    sql: "SELECT state::text AS label, count(*)::int AS count FROM suspense GROUP BY 1",
  },
  foyer_holds: {
    help: "Orders that keep places unpaid; a lapsed one gives them back when somebody needs them",
    labels: ["active", "lapsed"],
    sql: `SELECT CASE WHEN hold_until IS NULL OR hold_until > now() THEN 'active' ELSE 'lapsed' END AS label,
                 count(*)::int AS count
            FROM "order" o
           WHERE state <> 'cancelled' AND settled_at IS NULL AND lapsed_at IS NULL
             AND EXISTS (SELECT 1 FROM order_line l JOIN place p ON p.order_line_id = l.id WHERE l.order_id = o.id)
           GROUP BY 1`,
  },
  foyer_incidents: {
    help: "Things that went wrong behind the scenes, counted since the database was made; the log says more",
    by: "what",
    labels: INCIDENTS,
    sql: "SELECT what AS label, count FROM incident",
  },
} as const;

/** Limits of mailed codes, counted from their rows (lib/access/code-allowance.ts). */
const CODE_LIMITS = ["code-day", "code-pause"];

let registry: Registry | undefined;

/** All metrics in Prometheus' text format; the counts are read when asked for. */
export async function writeMetrics(): Promise<{ text: string; contentType: string }> {
  registry ??= register();
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function register(): Registry {
  const made = new Registry();
  collectDefaultMetrics({ register: made });
  made.registerMetric(refusals());
  for (const limit of [...Object.keys(LIMITS), ...CODE_LIMITS]) refusals().inc({ limit }, 0);
  for (const [name, { help, labels, sql, ...rest }] of Object.entries(COUNTS)) {
    const by = "by" in rest ? rest.by : "state";
    new Gauge({
      name,
      help,
      labelNames: [by],
      registers: [made],
      async collect() {
        const rows = await (await db()).$queryRawUnsafe<Row[]>(sql);
        for (const one of labels) this.set({ [by]: one }, rows.find(({ label }) => label === one)?.count ?? 0);
      },
    });
  }
  return made;
}
