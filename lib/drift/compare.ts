import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "@/lib/audit/canonical-json";
import type { DriftKind } from "@/lib/db/generated/enums";
import type { IndicoState } from "@/lib/indico/registration";

/**
 * What to do about a difference. `write`: Indico shall show what we have. `adopt`: Indico's value is ours now. `create`:
 * a draft is made of Indico's registration. `cancel`: the registration is cancelled here. `record`: staff record the
 * money that Indico says was paid. `mail`: the person is sent to Indico's form. `accept`: both stay as they are.
 */
export const REPAIRS = ["write", "adopt", "create", "cancel", "record", "mail", "accept"] as const;
export type Repair = (typeof REPAIRS)[number];

/** A registration here that is not cancelled, as far as it is compared. */
export type Ours = {
  registrationId: number;
  indicoDbId: number | null;
  state: "draft" | "active";
  title: string;
  firstName: string;
  lastName: string;
  email: string;
  /** Somebody here changed it after Indico's was read: on purpose. */
  isNameChangedHere: boolean;
  isEmailChangedHere: boolean;
  /** It went to another person; Indico keeps the first one. */
  isTransferred: boolean;
  categoryCode: string | null;
  /** Of its placed orders, in minor units; null: nothing is ordered. */
  fee: { minor: number; currency: string } | null;
  isPaid: boolean;
  isCheckedIn: boolean;
  /** The desk took a check-in back, and Indico was to hear of it. */
  isCheckInUndone: boolean;
};

/** The same registration as Indico shows it; null: the token, or this reading, does not show it. */
export type Theirs = {
  indicoDbId: number;
  fullName: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  state: IndicoState;
  isPaid: boolean;
  isCheckedIn: boolean;
  priceMinor: number | null;
  currency: string | null;
  /** Undefined: not read. */
  categoryCode: string | null | undefined;
};

/** Categories that the conference assigns by a choice of Indico's form, or by a tag. */
export type Mapped = { byChoice: readonly string[]; byTag: readonly string[] };

export type Difference = { kind: DriftKind; ours: Json; theirs: Json; suggested: Repair };

/**
 * Every difference between a registration here and the same one in Indico. One of the two may be missing, not both.
 * Category and fee are compared only where the conference maps a choice of the form: elsewhere Foyer's own price is
 * charged, and Indico's is nominal.
 */
export function compareRegistration(ours: Ours | null, theirs: Theirs | null, mapped: Mapped): Difference[] {
  if (!ours) return theirs && isStanding(theirs) ? [onlyThere(theirs)] : [];
  if (!theirs) return [{ kind: "only_here", ours: nameOf(ours), theirs: null, suggested: onlyHere(ours) }];
  if (!isStanding(theirs)) return ours.state === "active" ? [withdrawn(theirs)] : [];
  return [
    category(ours, theirs, mapped),
    fee(ours, theirs, mapped),
    paid(ours, theirs),
    presence(ours, theirs),
    name(ours, theirs),
    email(ours, theirs),
  ].filter((difference) => difference !== null);
}

/** Of both sides of a difference: another one means that a side has changed. */
export function fingerprintOf({ kind, ours, theirs }: Difference): string {
  return createHash("sha256").update(canonicalJson({ kind, ours, theirs })).digest("hex");
}

const isStanding = ({ state }: Theirs) => state !== "withdrawn" && state !== "rejected";

const nameOf = ({ firstName, lastName }: Ours) => `${firstName} ${lastName}`.trim();

function onlyThere(theirs: Theirs): Difference {
  const shown = { name: theirs.fullName, email: theirs.email, state: theirs.state };
  return { kind: "only_there", ours: null, theirs: shown, suggested: "create" };
}

/** Deleted in Indico is for staff to judge; who never was there can still register. */
function onlyHere(ours: Ours): Repair {
  return ours.indicoDbId === null ? "mail" : "accept";
}

function withdrawn(theirs: Theirs): Difference {
  return { kind: "withdrawn", ours: "active", theirs: theirs.state, suggested: "cancel" };
}

function category(ours: Ours, theirs: Theirs, mapped: Mapped): Difference | null {
  const { categoryCode: there } = theirs;
  const isMapped = [...mapped.byChoice, ...mapped.byTag];
  if (there === undefined || ours.categoryCode === null || ours.categoryCode === there) return null;
  // What Indico cannot assign it cannot contradict.
  if (there === null ? !isMapped.includes(ours.categoryCode) : !isMapped.includes(there)) return null;
  const suggested = ours.fee || there === null ? "mail" : "adopt";
  return { kind: "category", ours: ours.categoryCode, theirs: there, suggested };
}

function fee(ours: Ours, theirs: Theirs, mapped: Mapped): Difference | null {
  if (!ours.fee || theirs.priceMinor === null || ours.categoryCode === null) return null;
  if (!mapped.byChoice.includes(ours.categoryCode)) return null;
  const there = { minor: theirs.priceMinor, currency: theirs.currency ?? ours.fee.currency };
  if (there.minor === ours.fee.minor && (there.minor === 0 || there.currency === ours.fee.currency)) return null;
  return { kind: "fee", ours: ours.fee, theirs: there, suggested: "accept" };
}

/** At price 0 Indico has no payment to record. */
function paid(ours: Ours, theirs: Theirs): Difference | null {
  if (ours.isPaid === theirs.isPaid) return null;
  if (!ours.isPaid) return { kind: "paid_there", ours: false, theirs: true, suggested: "record" };
  if (theirs.priceMinor === 0) return null;
  return { kind: "paid_here", ours: true, theirs: false, suggested: theirs.state === "pending" ? "accept" : "write" };
}

function presence(ours: Ours, theirs: Theirs): Difference | null {
  if (ours.isCheckedIn === theirs.isCheckedIn) return null;
  const sides = { kind: "presence", ours: ours.isCheckedIn, theirs: theirs.isCheckedIn } as const;
  if (ours.isCheckedIn || ours.isCheckInUndone) return { ...sides, suggested: "write" };
  return { ...sides, suggested: ours.state === "active" ? "adopt" : "accept" };
}

function name(ours: Ours, theirs: Theirs): Difference | null {
  if (isSameName(ours, theirs)) return null;
  const there = theirs.firstName === null ? theirs.fullName : `${theirs.firstName} ${theirs.lastName}`.trim();
  return { kind: "name", ours: nameOf(ours), theirs: there, suggested: ofPerson(ours, ours.isNameChangedHere) };
}

/** Indico's whole name may begin with a title. */
function isSameName(ours: Ours, { fullName, firstName, lastName }: Theirs): boolean {
  if (firstName !== null && lastName !== null)
    return plain(firstName) === plain(ours.firstName) && plain(lastName) === plain(ours.lastName);
  if (fullName === null) return true;
  const whole = plain(fullName);
  return whole === plain(nameOf(ours)) || whole === plain(`${ours.title} ${nameOf(ours)}`);
}

function email(ours: Ours, theirs: Theirs): Difference | null {
  if (theirs.email === null || plain(theirs.email) === plain(ours.email)) return null;
  const suggested = ofPerson(ours, ours.isEmailChangedHere);
  return { kind: "email", ours: ours.email, theirs: theirs.email, suggested };
}

/** What was changed here on purpose is not overwritten: Indico's form is the person's to change. */
function ofPerson({ isTransferred }: Ours, isChangedHere: boolean): Repair {
  if (isTransferred) return "accept";
  return isChangedHere ? "mail" : "adopt";
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
