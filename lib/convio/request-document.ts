/** What a document says in one element: trimmed, not empty, otherwise as given. `path` names the element in messages. */
export type Given = { readonly value: string; readonly path: string };

/** Elements of a registration, primary or secondary. */
export const REGISTRATION_ELEMENTS = [
  "partTypeId",
  "consId",
  "memberId",
  "username",
  "password",
  "email",
  "firstName",
  "lastName",
  "title",
  "phone",
  "affiliation",
  "street1",
  "street2",
  "city",
  "state",
  "zip",
  "country",
  "waiverAccepted",
  "extraGift",
  "emergencyName",
  "emergencyPhone",
  "privatePage",
] as const;
export type RegistrationElement = (typeof REGISTRATION_ELEMENTS)[number];

/** Read at top level and in the primary registration; the top level wins. */
export const PAYMENT_ELEMENTS = [
  "billingFirstName",
  "billingMiddleName",
  "billingLastName",
  "billingStreet1",
  "billingStreet2",
  "billingStreet3",
  "billingCity",
  "billingCounty",
  "billingState",
  "billingZip",
  "billingCountry",
  "paymentType",
  "creditCardNumber",
  "creditCardType",
  "creditCardExpMonth",
  "creditCardExpYear",
  "creditCardVerificationCode",
  "checkNumber",
  "discountCode",
] as const;
export type PaymentElement = (typeof PAYMENT_ELEMENTS)[number];

/** Read in the primary registration and at top level; the top level wins. */
export const TEAM_ELEMENTS = ["teamId", "previousTeamId", "teamName"] as const;
export type TeamElement = (typeof TEAM_ELEMENTS)[number];

/** Elements of a question. `hidden` and `questionRequired` are read and not kept: the server's own values count. */
export const QUESTION_ELEMENTS = ["id", "type", "response", "key", "hidden", "questionRequired"] as const;

/** An answer of a document; at least one of `id` and `key` is given. */
export type ReadAnswer = {
  /** "primaryRegistration.question[1010]" */
  readonly path: string;
  readonly id: Given | null;
  readonly key: Given | null;
  readonly type: Given | null;
  readonly response: Given | null;
};

export type ReadRegistration = {
  /** "primaryRegistration", "secondaryRegistration[2]" (counted from 1) */
  readonly path: string;
  /** Nil, empty and blank elements are absent. */
  readonly elements: Readonly<Partial<Record<RegistrationElement, Given>>>;
  readonly questions: readonly ReadAnswer[];
};

/** A registration document as read: strings as given, in the places of the specification, nothing checked against the event. */
export type RegistrationDocument = {
  readonly eventId: Given | null;
  readonly payment: Readonly<Partial<Record<PaymentElement, Given>>>;
  readonly team: Readonly<Partial<Record<TeamElement, Given>>>;
  readonly primary: ReadRegistration;
  readonly secondaries: readonly ReadRegistration[];
  /** Names of elements that nothing reads, for the log; never their values. */
  readonly unknownElements: readonly string[];
};
