import "server-only";
import { db } from "@/lib/db/client";

export type FoundRegistration = {
  publicId: string;
  number: number;
  name: string;
  email: string;
  affiliation: string;
  category: string;
  conference: string;
  isCheckedIn: boolean;
};

const MOST = 50;

/**
 * Registrations whose name, address, number or affiliation holds every word of the question, newest first; without
 * words the newest. At most fifty.
 * @param conferences in which the one who asks may look
 */
export async function findRegistrations(question: string, conferences: "all" | number[]): Promise<FoundRegistration[]> {
  const client = await db();
  const words = question.trim().split(/\s+/).filter(Boolean).slice(0, 6);
  // Prisma leaves the wildcards of LIKE as they are.
  const plain = (word: string) => word.replaceAll(/[\\%_]/g, "\\$&");
  const contains = (word: string) => ({ contains: plain(word), mode: "insensitive" as const });
  const rows = await client.registration.findMany({
    where: {
      ...(conferences === "all" ? {} : { conferenceId: { in: conferences } }),
      state: { not: "erased" },
      AND: words.map((word) => ({
        OR: [
          { firstName: contains(word) },
          { lastName: contains(word) },
          { email: contains(word) },
          { affiliation: contains(word) },
          ...numbered(word),
        ],
      })),
    },
    orderBy: { id: "desc" },
    take: MOST,
    include: { category: { select: { name: true } }, conference: { select: { name: true } } },
  });
  return rows.map(
    ({ publicId, number, firstName, lastName, email, affiliation, category, conference, checkedInAt }) => ({
      publicId,
      number,
      name: `${firstName} ${lastName}`.trim() || email,
      email,
      affiliation,
      category: category?.name ?? "",
      conference: conference.name,
      isCheckedIn: checkedInAt !== null,
    }),
  );
}

/** "417" is Indico's number or ours, "F12" ours, as `shownNumber` writes them. */
function numbered(word: string): ({ number: number } | { indicoFriendlyId: number })[] {
  const [, prefix, digits] = /^(f?)(\d{1,9})$/i.exec(word) ?? [];
  if (!digits) return [];
  const own = { number: Number(digits) };
  return prefix ? [own] : [own, { indicoFriendlyId: Number(digits) }];
}
