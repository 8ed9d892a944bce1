import "server-only";
import { db } from "@/lib/db/client";

/** One day of the conference's own time, "2027-03-01", with what there was at its end. */
export type GrowthDay = { day: string; registrations: number; revenueMinor: number };

/** A price window of the first category, as a band behind the plot. */
export type WindowBand = { label: string; from: Date | null; until: Date | null };

export type Growth = { days: GrowthDay[]; windows: WindowBand[] };

/** How registrations and money grew, day by day, with the windows of the category that is offered first. */
export async function loadGrowth(
  { id, timeZone, currency }: { id: number; timeZone: string; currency: string },
  now: Date,
): Promise<Growth> {
  const client = await db();
  const [added, category] = await Promise.all([
    client.$queryRaw<{ day: string; registrations: number; minor: number }[]>`
      WITH came AS (
        SELECT to_char(min(o.placed_at) AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day
          FROM "order" o JOIN registration r ON r.id = o.payer_id AND r.state = 'active'
         WHERE o.conference_id = ${id} AND o.state = 'placed' GROUP BY o.payer_id
      ), paid AS (
        SELECT to_char(at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, sum(amount_minor)::float8 AS minor
          FROM ledger_entry WHERE conference_id = ${id} AND order_id IS NOT NULL AND currency = ${currency} GROUP BY 1
      ), counted AS (SELECT day, count(*)::int AS registrations FROM came GROUP BY day)
      SELECT coalesce(c.day, p.day) AS day, coalesce(c.registrations, 0) AS registrations, coalesce(p.minor, 0) AS minor
        FROM counted c FULL JOIN paid p ON p.day = c.day ORDER BY 1`,
    client.category.findFirst({
      where: { conferenceId: id, isActive: true },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { windows: { orderBy: { fromAt: { sort: "asc", nulls: "first" } } } },
    }),
  ]);
  const windows = (category?.windows ?? []).map(({ label, fromAt, untilAt }) => ({
    label,
    from: fromAt,
    until: untilAt,
  }));
  return {
    days: accumulate(added),
    windows: windows.filter((window) => !window.from || window.from <= addDays(now, 200)),
  };
}

function accumulate(added: readonly { day: string; registrations: number; minor: number }[]): GrowthDay[] {
  let registrations = 0;
  let revenueMinor = 0;
  return added.map(({ day, ...more }) => {
    registrations += more.registrations;
    revenueMinor += more.minor;
    return { day, registrations, revenueMinor };
  });
}

function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * 86_400_000);
}
