import "server-only";
import { findRegistrations } from "@/lib/registration/find-registrations";

/** Somebody as the list at a door shows them. */
export type FoundPerson = {
  publicId: string;
  number: number;
  name: string;
  /** Category and affiliation, or the address where there is neither. */
  about: string;
  isIn: boolean;
};

const LONGEST_QUESTION = 200;
const MOST = 12;

/** People of a conference by name, address or number; nobody while nothing was typed. */
export async function findPeople(conferenceId: number, question: string): Promise<FoundPerson[]> {
  const asked = question.slice(0, LONGEST_QUESTION).replaceAll("\u0000", "").trim();
  if (!asked) return [];
  const found = await findRegistrations(asked, [conferenceId]);
  return found.slice(0, MOST).map(({ publicId, number, name, category, affiliation, email, isCheckedIn }) => ({
    ...{ publicId, number, name, isIn: isCheckedIn },
    about: [category, affiliation].filter(Boolean).join(", ") || email,
  }));
}
