import "server-only";
import { db } from "@/lib/db/client";

/** What a list may be filtered by in this conference: what is or was sold, and where people come from. */
export async function loadFilterChoices(conferenceId: number) {
  const client = await db();
  const where = { conferenceId };
  const byPosition = {
    orderBy: [{ position: "asc" as const }, { id: "asc" as const }],
    select: { code: true, name: true },
  };
  const [categories, services, countries] = await Promise.all([
    client.category.findMany({ where, ...byPosition }),
    client.service.findMany({ where, ...byPosition }),
    client.registration.groupBy({
      by: ["country"],
      where: { ...where, country: { not: "" } },
      orderBy: { country: "asc" },
    }),
  ]);
  return { categories, services, countries: countries.map(({ country }) => country) };
}
