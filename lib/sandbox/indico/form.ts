/** What a sandbox registrant answered beyond the personal data. */
export type SandboxAnswers = {
  participant?: string;
  diet?: string;
  dinner?: string;
  dinnerPlaces?: number;
  arrival?: string;
  visa?: boolean;
  remarks?: string;
  companions?: { firstName: string; lastName: string }[];
};

type Choice = { key: string; caption: string; priceMinor: number; maxExtraSlots?: number };

/** A field of the sandbox's form. `answer` names the answer it shows, `personal` the column of the registration. */
export type SandboxField = {
  id: number;
  title: string;
  inputType: string;
  personal?:
    | "title"
    | "firstName"
    | "lastName"
    | "email"
    | "affiliation"
    | "position"
    | "address"
    | "countryCode"
    | "phone";
  answer?: keyof SandboxAnswers;
  choices?: Choice[];
  priceMinor?: number;
};

export type SandboxSection = { id: number; title: string; fields: SandboxField[] };

/** The event, and the form that the demo's conference is tied to. */
export const SANDBOX_EVENT = { id: 101, title: "Mareograph", timeZone: "Europe/Lisbon" };
export const SANDBOX_FORM = { id: 33, title: "Conference registration", basePriceMinor: 42_000, currency: "EUR" };
export const SANDBOX_MODERATED_FORM = { id: 34, title: "Exhibitors", basePriceMinor: 90_000, currency: "EUR" };

/** The sections and fields of both forms, as Indico's editor would have them. */
export const SANDBOX_SECTIONS: SandboxSection[] = [
  {
    id: 23,
    title: "Personal Data",
    fields: [
      { id: 24, title: "First Name", inputType: "text", personal: "firstName" },
      { id: 25, title: "Last Name", inputType: "text", personal: "lastName" },
      { id: 26, title: "Email Address", inputType: "email", personal: "email" },
      { id: 27, title: "Affiliation", inputType: "text", personal: "affiliation" },
      { id: 28, title: "Address", inputType: "textarea", personal: "address" },
      { id: 29, title: "Country", inputType: "country", personal: "countryCode" },
      { id: 30, title: "Phone Number", inputType: "phone", personal: "phone" },
      { id: 31, title: "Position", inputType: "text", personal: "position" },
      {
        id: 32,
        title: "Title",
        inputType: "single_choice",
        personal: "title",
        choices: ["Mr", "Ms", "Mrs", "Dr", "Prof"].map((caption) => ({ key: caption, caption, priceMinor: 0 })),
      },
    ],
  },
  {
    id: 34,
    title: "Participation",
    fields: [
      {
        id: 35,
        title: "Participant type",
        inputType: "single_choice",
        answer: "participant",
        choices: [
          { key: "regular", caption: "Regular", priceMinor: 0 },
          { key: "student", caption: "Student", priceMinor: -24_000 },
          { key: "exhibitor", caption: "Exhibitor", priceMinor: 30_000 },
        ],
      },
      {
        id: 36,
        title: "Dietary requirements",
        inputType: "single_choice",
        answer: "diet",
        choices: ["None", "Vegetarian", "Vegan", "Halal", "Kosher", "Gluten-free"].map((caption) => ({
          key: caption.toLowerCase(),
          caption,
          priceMinor: 0,
        })),
      },
      {
        id: 37,
        title: "Conference dinner (billable)",
        inputType: "single_choice",
        answer: "dinner",
        choices: [
          { key: "no", caption: "No dinner", priceMinor: 0 },
          { key: "yes", caption: "Dinner", priceMinor: 8500, maxExtraSlots: 3 },
        ],
      },
      { id: 38, title: "Accompanying persons", inputType: "accompanying_persons", answer: "companions", priceMinor: 0 },
    ],
  },
  {
    id: 39,
    title: "Practical matters",
    fields: [
      { id: 40, title: "Arrival", inputType: "date", answer: "arrival" },
      { id: 41, title: "Visa letter needed", inputType: "bool", answer: "visa" },
      { id: 42, title: "Remarks", inputType: "textarea", answer: "remarks" },
    ],
  },
];

/** Indico's price of such answers: the form's, and what the choices add or take off. */
export function sandboxPriceMinor(basePriceMinor: number, answers: SandboxAnswers): number {
  const fields = SANDBOX_SECTIONS.flatMap((section) => section.fields);
  const extras = fields.flatMap((field) => {
    const choice = field.choices?.find(({ key }) => field.answer && key === answers[field.answer]);
    return choice ? [choice.priceMinor * (field.answer === "dinner" ? (answers.dinnerPlaces ?? 1) : 1)] : [];
  });
  return basePriceMinor + extras.reduce((sum, extra) => sum + extra, 0);
}

/** A choice's number in Indico is a UUID; here one that never changes. */
export function choiceUuid(fieldId: number, index: number): string {
  return `00000000-0000-4000-8000-${String(fieldId * 100 + index).padStart(12, "0")}`;
}
