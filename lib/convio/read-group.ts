import { type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { readConvioId } from "@/lib/convio/find-event";
import type { Given, ReadRegistration, RegistrationDocument, RegistrationElement } from "@/lib/convio/request-document";
import { isCountryCode } from "@/lib/countries/countries";
import type { DelegationWish } from "@/lib/delegations/take-up";
import type { GroupMember } from "@/lib/groups/group";
import { parseDecimal } from "@/lib/money/money";
import type { FieldErrorCode } from "@/lib/questions/field-error";
import type { GivenAnswer } from "@/lib/questions/read-given-answers";
import { checkProfile } from "@/lib/registration/check-profile";
import type { ClaimRules } from "@/lib/registration/match-person";
import { err, ok, type Result } from "@/lib/result";
import { cleanText } from "@/lib/text/clean-text";

/** How the people of a document are read. */
export type GroupRules = {
  currency: string;
  claim: ClaimRules;
  overwrites: GroupMember["overwrites"];
  /** Ids of secondary registrations count: on the server API alone. */
  hasSecondaryIds: boolean;
};

/** The people of a document, the primary first. */
export function readMembers(
  document: RegistrationDocument,
  rules: GroupRules,
): Result<[GroupMember, ...GroupMember[]], ConvioRefusal> {
  const primary = readMember(document.primary, rules);
  if (!primary.ok) return primary;
  const members: [GroupMember, ...GroupMember[]] = [primary.value];
  for (const secondary of document.secondaries) {
    // Secondary data is only used to make somebody, and a user name is nobody's but the primary's.
    const member = readMember(secondary, { ...rules, overwrites: "nothing" });
    if (!member.ok) return member;
    const { personId, indicoDbId } = rules.hasSecondaryIds ? member.value.claim : { personId: null, indicoDbId: null };
    members.push({ ...member.value, claim: { ...member.value.claim, personId, indicoDbId, username: null } });
  }
  return ok(members);
}

function readMember(
  { path, elements, questions }: ReadRegistration,
  rules: GroupRules,
): Result<GroupMember, ConvioRefusal> {
  const text = (name: RegistrationElement) => elements[name]?.value ?? "";
  const categoryId = readConvioId(text("partTypeId"));
  if (!elements.partTypeId) return refuse(2765, `${path}.partTypeId is missing.`);
  if (categoryId === null) return refuse(2753, `${path}.partTypeId is no participation type of this event.`);
  const profile = readProfile(path, text);
  if (!profile.ok) return profile;
  const giftMinor = readGift(elements.extraGift, rules.currency);
  if (!giftMinor.ok) return giftMinor;
  const acceptsWaiver = readFlag(elements.waiverAccepted);
  if (!acceptsWaiver.ok) return acceptsWaiver;
  const personId = readId(elements.consId, 2755);
  if (!personId.ok) return personId;
  const indicoDbId = readId(elements.memberId, 2756);
  if (!indicoDbId.ok) return indicoDbId;
  const username = cleanText(text("username"), { maxLength: 255 });
  if (!username.ok) return refuse(2765, `${path}.username is not valid.`);
  const { email, firstName, lastName, ...details } = profile.value;
  const answers = questions.map(({ id, key, response }): GivenAnswer => {
    // An id that no row can have is of no question.
    const questionId = id ? (readConvioId(id.value) ?? 0) : null;
    return { questionId, key: key?.value ?? null, response: response?.value ?? "" };
  });
  return ok({
    claim: {
      ...{ personId: personId.value, indicoDbId: indicoDbId.value, username: username.value || null },
      ...{ email, firstName, lastName },
    },
    ...{ rules: rules.claim, overwrites: rules.overwrites, details, categoryId, answers },
    ...{ acceptsWaiver: acceptsWaiver.value, giftMinor: giftMinor.value },
  });
}

const PERSON_RULES = {
  email: "required",
  firstName: "required",
  lastName: "required",
  title: "optional",
  affiliation: "optional",
  phone: "optional",
  country: "optional",
  address: "optional",
} as const;

function readProfile(path: string, text: (name: RegistrationElement) => string) {
  const country = text("country").toUpperCase();
  const isCode = isCountryCode(country);
  const place = [text("zip"), text("city")].filter(Boolean).join(" ");
  // Older clients write a country's name: it stays a part of the address.
  const lines = [text("street1"), text("street2"), place, text("state"), isCode ? "" : text("country")];
  const raw = {
    ...{ email: text("email"), firstName: text("firstName"), lastName: text("lastName"), title: text("title") },
    ...{ affiliation: text("affiliation"), phone: text("phone"), country: isCode ? country : "" },
    address: lines.filter(Boolean).join("\n"),
  };
  const profile = checkProfile(raw, PERSON_RULES);
  if (!profile.ok) {
    const [first] = profile.error;
    const element = first?.key === "address" ? "street1" : first?.key;
    return refuse(2765, `${path}.${element} ${FIELD_WORDS[first?.code ?? "required"] ?? "is not valid."}`);
  }
  const emergencyName = cleanText(text("emergencyName"), { maxLength: 200 });
  if (!emergencyName.ok) return refuse(2765, `${path}.emergencyName is not valid.`);
  const emergencyPhone = cleanText(text("emergencyPhone"), { maxLength: 40 });
  if (!emergencyPhone.ok) return refuse(2765, `${path}.emergencyPhone is not valid.`);
  return ok({ ...profile.value, emergencyName: emergencyName.value, emergencyPhone: emergencyPhone.value });
}

/** What is wrong with an element, after its name. */
export const FIELD_WORDS: Partial<Record<FieldErrorCode, string>> = {
  required: "is missing.",
  "too-long": "is too long.",
  "not-allowed-character": "has a character that is not allowed.",
  "not-an-email": "is not an e-mail address.",
  "not-a-phone": "is not a phone number.",
  "not-a-choice": "is none of the choices.",
  "not-a-country": "is not a country's code.",
  "not-a-date": "is not a day, as 2027-05-31.",
  "consent-needed": "must be accepted: true.",
};

function readId(given: Given | undefined, code: 2755 | 2756): Result<number | null, ConvioRefusal> {
  if (!given) return ok(null);
  const id = readConvioId(given.value);
  return id === null ? refuse(code) : ok(id);
}

function readGift(given: Given | undefined, currency: string): Result<number, ConvioRefusal> {
  if (!given) return ok(0);
  const amount = parseDecimal(given.value, currency);
  if (amount.ok && amount.value.minor >= 0) return ok(amount.value.minor);
  return refuse(2765, `${given.path} must be an amount in ${currency}, not negative: 25.00.`);
}

function readFlag(given: Given | undefined): Result<boolean, ConvioRefusal> {
  const value = given?.value.toLowerCase() ?? "false";
  if (value === "true" || value === "1") return ok(true);
  return value === "false" || value === "0" ? ok(false) : refuse(2765, `${given?.path} must be true or false.`);
}

/** The team that the primary registration wants; the first that is given of the three counts. */
export function readTeam({ team }: RegistrationDocument): Result<DelegationWish | null, ConvioRefusal> {
  if (team.teamId) {
    const delegationId = readConvioId(team.teamId.value);
    return delegationId === null
      ? err({ code: 2760, message: "This event has no such team." })
      : ok({ kind: "join", delegationId });
  }
  if (team.previousTeamId) {
    const previousId = readConvioId(team.previousTeamId.value);
    return previousId === null ? refuse(2761) : ok({ kind: "again", previousId });
  }
  return ok(team.teamName ? { kind: "named", name: team.teamName.value } : null);
}
