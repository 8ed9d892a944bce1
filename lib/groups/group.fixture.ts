import { db } from "@/lib/db/client";
import type { Group, GroupMember } from "./group";

/** A group of new people in a seeded conference's only category: the first pays at the desk. */
export async function groupOf(
  conferenceId: number,
  names: readonly string[],
  changes: Partial<Group> = {},
): Promise<Group> {
  const client = await db();
  const { id: categoryId } = await client.category.findFirstOrThrow({
    where: { conferenceId },
    orderBy: { id: "asc" },
  });
  const [first, ...others] = names.map((name) => memberOf(name, categoryId));
  if (!first) throw new Error("A group of nobody");
  return {
    conferenceId,
    members: [first, ...others],
    delegation: null,
    promotionCode: "",
    payment: { kind: "promised", note: "" },
    isQuiet: false,
    locale: "en",
    origin: { source: "", subSource: "", centerId: null },
    ...changes,
  };
}

/** Somebody whose address is made of their name. */
export function memberOf(name: string, categoryId: number, changes: Partial<GroupMember> = {}): GroupMember {
  const [firstName = "", lastName = "Example"] = name.split(" ");
  return {
    claim: {
      ...{ personId: null, indicoDbId: null, username: null, firstName, lastName },
      email: `${firstName}.${lastName}@example.org`.toLowerCase(),
    },
    rules: { trustsIds: false, isTied: false, matchesUsername: false, selfId: null },
    overwrites: "nothing",
    details: { title: "", affiliation: "", phone: "", address: "", country: "", emergencyName: "", emergencyPhone: "" },
    categoryId,
    answers: [],
    acceptsWaiver: false,
    giftMinor: 0,
    ...changes,
  };
}
