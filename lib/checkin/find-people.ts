import "server-only";
import { parseRegistrationFilter } from "@/lib/registration/search/filter";
import { searchRegistrations } from "@/lib/registration/search/search-registrations";

/** Somebody as the list at a door shows them. */
export type FoundPerson = {
  publicId: string;
  number: number;
  name: string;
  /** Category and affiliation, or the address where there is neither. */
  about: string;
  isIn: boolean;
};

const MOST = 12;

/** People of a conference by name, address or number; nobody while nothing was typed. */
export async function findPeople(
  conference: { id: number; timeZone: string },
  question: string,
): Promise<FoundPerson[]> {
  const filter = parseRegistrationFilter({ q: question });
  if (!filter.words) return [];
  const { rows } = await searchRegistrations(conference, filter, { sort: "name", after: null, take: MOST });
  return rows.map(({ publicId, number, firstName, lastName, category, affiliation, email, checkedInAt }) => ({
    ...{ publicId, number, isIn: checkedInAt !== null },
    name: `${firstName} ${lastName}`.trim() || email,
    about: [category, affiliation].filter(Boolean).join(", ") || email,
  }));
}
