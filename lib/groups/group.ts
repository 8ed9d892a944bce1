import type { DelegationRefusal, DelegationWish } from "@/lib/delegations/take-up";
import type { PromotionRefusal } from "@/lib/pricing/promotion";
import type { Refusal } from "@/lib/pricing/quote-order";
import type { FieldErrorCode } from "@/lib/questions/field-error";
import type { GivenAnswer } from "@/lib/questions/read-given-answers";
import type { ClaimRefusal, ClaimRules, PersonClaim } from "@/lib/registration/match-person";

/** What a machine says of somebody besides address and name; "" where it says nothing. */
export type MemberDetails = {
  title: string;
  affiliation: string;
  phone: string;
  address: string;
  country: string;
  emergencyName: string;
  emergencyPhone: string;
};

/** Somebody to register. */
export type GroupMember = {
  claim: PersonClaim;
  rules: ClaimRules;
  /** What of a person that is found is overwritten by what is given. */
  overwrites: "nothing" | "all-but-email" | "all";
  details: MemberDetails;
  categoryId: number;
  answers: readonly GivenAnswer[];
  acceptsWaiver: boolean;
  /** A gift on top, in minor units of the conference's currency; 0: none. */
  giftMinor: number;
};

/** How the group is paid. What costs nothing is settled, whatever this says. */
export type GroupPayment =
  /** To be paid at the desk: placed, and awaited until staff confirm. */
  | { kind: "promised"; note: string }
  /** Whoever registers the group has the money already. */
  | { kind: "received"; note: string; card: RecordedCard | null }
  /** A card is charged next: the places are held until then. */
  | { kind: "charge" };

/** What is kept of a card that was charged elsewhere. `expiry` as "2031-05". */
export type RecordedCard = { brand: string; lastFour: string; expiry: string };

/** People who are registered with one order, all or none: the first one pays, leads, and is the others' parent. */
export type Group = {
  conferenceId: number;
  members: readonly [GroupMember, ...GroupMember[]];
  delegation: DelegationWish | null;
  /** Holds for those whom it is for, each of whom uses it once; empty: none. */
  promotionCode: string;
  /** Null: none was named; refused where the group costs something. */
  payment: GroupPayment | null;
  /** No letter goes to the people of the order. */
  isQuiet: boolean;
  locale: string;
  origin: { source: string; subSource: string; centerId: number | null };
};

/** Why nobody was registered; `member` counts from 0. */
export type GroupRefusal =
  | { code: "not-found" | "closed" }
  | { code: "claim"; member: number; why: ClaimRefusal }
  | { code: "already-registered"; member: number; registrationId: number }
  /** Two members are the same person. */
  | { code: "twice"; member: number }
  /** More come along with the first than the conference lets a machine register; 0: nobody may. */
  | { code: "too-many-members"; most: number }
  | { code: "category"; member: number }
  /** Their category is registered by people on a form alone. */
  | { code: "needs-form"; member: number }
  /** `"used-up"`: fewer uses are left than people want it. */
  | { code: "promotion"; why: PromotionRefusal["code"] | "used-up" }
  | { code: "waiver"; member: number }
  | { code: "no-gifts"; member: number }
  | { code: "unknown-question" | "answered-twice"; member: number; index: number }
  | { code: "answer"; member: number; key: string; why: FieldErrorCode }
  | { code: "price"; member: number; refusals: readonly Refusal[] }
  | { code: "too-expensive" }
  | { code: "delegation"; why: DelegationRefusal }
  /** Quotas that have too few places; `isForAll`: everybody draws from one of them, whatever their category. */
  | { code: "sold-out"; isForAll: boolean; members: number[] }
  | { code: "way-missing" | "way-not-offered" };

export type RegisteredMember = { registrationId: number; personId: number; categoryId: number };

/** What came of it. `paymentId`: to be charged next, for a group that is paid so. */
export type RegisteredGroup = {
  orderId: number;
  totalMinor: number;
  currency: string;
  members: RegisteredMember[];
  paymentId: number | null;
};
