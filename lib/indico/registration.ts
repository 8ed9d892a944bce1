/** The codes of a registration as Indico's link carries them. The friendly number identifies nothing here. */
export type IndicoCodes = { eventId: number; formId: number; registrationDbId: number };

/** "unknown" where the token's scope does not show it. */
export type IndicoState = "complete" | "unpaid" | "pending" | "rejected" | "withdrawn" | "unknown";

export type ChosenItem = { choiceId: string | null; caption: string; count: number };

export type AnswerValue =
  | { kind: "text"; text: string }
  | { kind: "number"; number: number }
  | { kind: "yes-no"; yes: boolean }
  /** ISO, `2027-01-20`, or with a time of day `2027-01-20T09:30:00` in the event's zone. */
  | { kind: "date"; date: string }
  /** Two letters, upper case. */
  | { kind: "country"; code: string }
  | { kind: "choices"; choices: ChosenItem[] }
  | { kind: "people"; people: { firstName: string; lastName: string }[] };

/** `value` is null where the person left the field empty; `fieldId` and `inputType` where the export does not tell. */
export type IndicoAnswer = {
  fieldId: number | null;
  title: string;
  inputType: string | null;
  value: AnswerValue | null;
};

/** What the mirror compares. */
export type SeenByIndico = {
  registrationDbId: number;
  /** Lower case. */
  email: string;
  state: IndicoState;
  isPaid: boolean;
  checkedIn: boolean;
  checkedInAt: Date | null;
  /** 0 is known in every currency; null is an amount above 0 whose currency the token's scope does not show. */
  priceMinor: number | null;
  currency: string | null;
};

/** Who registered, as Indico shows it to every scope. Texts are raw: escape on output. */
export type IndicoPerson = {
  fullName: string;
  firstName: string;
  lastName: string;
  title: string | null;
  affiliation: string | null;
  position: string | null;
  phone: string | null;
  countryCode: string | null;
  address: string | null;
  tags: string[];
};

/** One registration as far as the token's scope shows it. */
export type IndicoRegistration = SeenByIndico &
  IndicoPerson & {
    eventId: number;
    /** Null where Indico did not confirm it (no check-in API and no export). */
    formId: number | null;
    /** Only the export shows it. */
    friendlyId: number | null;
    /** Of what the ticket proves itself by. */
    ticketHash?: string | null;
    /** In the form's order, empty where neither the check-in API nor the export is open to the token. */
    answers: IndicoAnswer[];
  };
