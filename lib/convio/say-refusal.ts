import { type ConvioCode, type ConvioRefusal, refuse } from "@/lib/convio/errors";
import { FIELD_WORDS } from "@/lib/convio/read-group";
import type { RegistrationDocument } from "@/lib/convio/request-document";
import type { DelegationRefusal } from "@/lib/delegations/take-up";
import type { GroupRefusal } from "@/lib/groups/group";
import type { ChargeRefusal } from "@/lib/payments/charge-card";
import type { ClaimRefusal } from "@/lib/registration/match-person";
import type { Result } from "@/lib/result";

const CLAIMS: Record<ClaimRefusal, ConvioCode> = {
  "no-such-person": 2755,
  "no-such-indico-id": 2756,
  several: 8,
  "username-taken": 12,
};

const TEAMS: Record<DelegationRefusal, { code: ConvioCode; message?: string }> = {
  "delegations-off": { code: 2762, message: "This event has no teams." },
  "no-such-delegation": { code: 2760 },
  "not-again": { code: 2761 },
  "name-taken": { code: 2761, message: "There is a team of this name already: join it by teamName." },
  "not-a-name": { code: 2762, message: "teamName cannot be the name of a team." },
  full: { code: 2762, message: "The team has as many members as it may have." },
};

const CHARGES: Record<ChargeRefusal, { code: ConvioCode; message?: string }> = {
  declined: { code: 2677 },
  unreachable: { code: 2697 },
  unknown: {
    code: 2697,
    message:
      "The card processor did not say whether the payment was taken: it may have been. Do not repeat it; ask the organisers.",
  },
  suspense: {
    code: 2697,
    message:
      "The payment was taken, but nobody is registered by it. Do not repeat it; the organisers decide and return what is due.",
  },
};

/** What is wrong with a discountCode, after its name. */
const CODE_WORDS = {
  "promotion-unknown": "is not known in this event.",
  "promotion-not-yet": "does not hold yet.",
  "promotion-over": "has expired.",
  "promotion-not-for-this": "is for none of the participation types of this document.",
  "used-up": "has been used as often as it may be.",
} as const;

/** Why a card did not pay; that nothing was charged is said only where it is known. */
export function sayCharge(refusal: ChargeRefusal): Result<never, ConvioRefusal> {
  const { code, message } = CHARGES[refusal];
  return refuse(code, message);
}

/**
 * A group's refusal in the dialect's words, naming the element.
 * @param codeOfFirst the confirmation code of the registration that there is already, where the caller may know it
 */
export function sayRefusal(
  refusal: GroupRefusal,
  document: RegistrationDocument,
  { currency, codeOfFirst }: { currency: string; codeOfFirst: string | null },
): Result<never, ConvioRefusal> {
  const registrations = [document.primary, ...document.secondaries];
  const at = (member: number) => registrations[member]?.path ?? "primaryRegistration";
  const typeOf = (member: number) => registrations[member]?.elements.partTypeId?.value ?? "";
  switch (refusal.code) {
    case "not-found":
      return refuse(2750);
    case "closed":
      return refuse(2751);
    case "claim":
      return refuse(CLAIMS[refusal.why]);
    case "already-registered": {
      const first = codeOfFirst ? ` Its confirmation code: ${codeOfFirst}.` : "";
      return refuse(2759, `${at(refusal.member)}: this person is registered in this event already.${first}`);
    }
    case "twice":
      return refuse(2759, `${at(refusal.member)} is the same person as another of this document.`);
    case "too-many-members":
      if (refusal.most === 0) return refuse(2763, "This event takes no secondary registrations.");
      return refuse(2763, `At most ${refusal.most} secondary registrations in one document of this event.`);
    case "needs-form":
      return refuse(2771);
    case "promotion":
      return refuse(2769, `discountCode ${CODE_WORDS[refusal.why]}`);
    case "price":
      if (refusal.refusals.some(({ code }) => code === "category-needs-code")) {
        return refuse(2753, `Participation type ${typeOf(refusal.member)} needs a discountCode that is for it.`);
      }
      return refuse(2753, `Participation type ${typeOf(refusal.member)} cannot be chosen in this event now.`);
    case "category":
      return refuse(2753, `Participation type ${typeOf(refusal.member)} cannot be chosen in this event now.`);
    case "waiver":
      return refuse(2770, `${at(refusal.member)}.waiverAccepted must be true: this participation type has a waiver.`);
    case "no-gifts":
      return refuse(2765, `${at(refusal.member)}.extraGift: this event takes no gifts.`);
    case "unknown-question":
    case "answered-twice": {
      const path = registrations[refusal.member]?.questions[refusal.index]?.path ?? at(refusal.member);
      const isUnknown = refusal.code === "unknown-question";
      return refuse(2764, `${path} ${isUnknown ? "is no question of this event." : "is answered twice."}`);
    }
    case "answer":
      return refuse(
        2764,
        `${at(refusal.member)}.question[${refusal.key}] ${FIELD_WORDS[refusal.why] ?? "is not valid."}`,
      );
    case "too-expensive":
      return refuse(2765, `The total is more than an amount in ${currency} may be here.`);
    case "delegation": {
      const { code, message } = TEAMS[refusal.why];
      return message ? refuse(code, message) : refuse(code);
    }
    case "sold-out":
      if (refusal.isForAll) return refuse(2752);
      return refuse(2754, `Participation type ${[...new Set(refusal.members.map(typeOf))].join(", ")} is sold out.`);
    case "way-missing":
      return refuse(9, "paymentType is missing: this registration costs something.");
    case "way-not-offered":
      return refuse(2767);
  }
}
