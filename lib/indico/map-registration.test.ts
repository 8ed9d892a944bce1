import { expect, test } from "vitest";
import { IndicoMapping, mapRegistration } from "@/lib/indico/map-registration";
import type { IndicoAnswer, IndicoRegistration } from "@/lib/indico/registration";

const answer = (fieldId: number | null, title: string, value: IndicoAnswer["value"]): IndicoAnswer => ({
  fieldId,
  title,
  inputType: null,
  value,
});

const MARIA: IndicoRegistration = {
  eventId: 101,
  registrationDbId: 2003,
  formId: 33,
  friendlyId: 1,
  email: "maria@example.org",
  fullName: "Dr María Núñez",
  firstName: "María",
  lastName: "Núñez",
  title: "Dr",
  affiliation: "Laboratorio Ejemplo",
  position: null,
  phone: "+34 600 000000",
  countryCode: "ES",
  address: null,
  state: "unpaid",
  isPaid: false,
  checkedIn: false,
  checkedInAt: null,
  priceMinor: 45_000,
  currency: "EUR",
  tags: ["Invited Speaker"],
  answers: [
    answer(10, "Größe & サイズ", { kind: "text", text: "M – média" }),
    answer(11, "Participant type", { kind: "choices", choices: [{ choiceId: "u-1", caption: "Étudiant", count: 1 }] }),
    answer(12, "Excursions", {
      kind: "choices",
      choices: [
        { choiceId: "u-2", caption: "Castle tour", count: 1 },
        { choiceId: "u-3", caption: "Boat trip", count: 2 },
      ],
    }),
    answer(13, "Notes", null),
    answer(14, "Notes", { kind: "text", text: "late arrival" }),
    answer(15, "Arrival", { kind: "date", date: "2027-01-20" }),
    answer(16, "Visa letter needed", { kind: "yes-no", yes: true }),
    answer(17, "Posters", { kind: "number", number: 2 }),
    answer(18, "Institute", { kind: "text", text: "CSIC" }),
    answer(19, "Companions", { kind: "people", people: [{ firstName: "Pat", lastName: "Núñez" }] }),
  ],
};

const map = (mapping: unknown) => mapRegistration(MARIA, IndicoMapping.parse(mapping));

test("personal data fills the profile without any mapping, empty fields left out", () => {
  expect(map({})).toEqual({
    profile: {
      title: "Dr",
      firstName: "María",
      lastName: "Núñez",
      affiliation: "Laboratorio Ejemplo",
      phone: "+34 600 000000",
      country: "ES",
    },
    answers: {},
    categoryCode: null,
  });
});

test("fields fill questions and columns, by number or by title whatever its case and accents", () => {
  const { answers, profile } = map({
    fields: [
      { from: { title: "  GROSSE & サイズ" }, to: { question: "shirt-wrong" } },
      { from: { title: "grOße &  サイズ" }, to: { question: "shirt" } },
      { from: { fieldId: 12 }, to: { question: "tours" }, choices: { "castle TOUR": "castle" } },
      { from: { title: "notes" }, to: { question: "notes" } },
      { from: { fieldId: 15 }, to: { question: "arrival" } },
      { from: { fieldId: 16 }, to: { question: "visa" } },
      { from: { fieldId: 17 }, to: { question: "posters" } },
      { from: { fieldId: 19 }, to: { question: "companions" } },
      { from: { title: "Institute" }, to: { profile: "affiliation" } },
      { from: { title: "No such field" }, to: { question: "nothing" } },
    ],
  });
  expect(answers).toEqual({
    shirt: "M – média",
    tours: ["castle", "Boat trip"],
    notes: "late arrival",
    arrival: "2027-01-20",
    visa: true,
    posters: 2,
    companions: ["Pat Núñez"],
  });
  expect(profile.affiliation).toBe("CSIC");
});

test.each([
  { when: { field: { title: "participant TYPE" }, choice: "etudiant" }, why: "a caption without its accent" },
  { when: { field: { fieldId: 11 }, choice: "u-1" }, why: "a choice's id" },
  { when: { tag: "invited speaker" }, why: "a tag" },
  { when: { field: { fieldId: 16 }, choice: "yes" }, why: "a ticked box" },
])("a category by $why", ({ when }) => {
  expect(map({ categories: [{ when, category: "special" }] }).categoryCode).toBe("special");
});

test("the first rule that holds decides", () => {
  const categories = [
    { when: { tag: "committee" }, category: "committee" },
    { when: { tag: "invited speaker" }, category: "speaker" },
    { when: { field: { fieldId: 11 }, choice: "Étudiant" }, category: "student" },
  ];
  expect(map({ categories }).categoryCode).toBe("speaker");
});

test.each([
  { fields: [{ from: { title: "" }, to: { question: "x" } }] },
  { fields: [{ from: { title: "a" }, to: { profile: "salary" } }] },
  { fields: [{ from: { title: "a", fieldId: 1 }, to: { question: "x" } }] },
  { categories: [{ when: {}, category: "x" }] },
  { unknown: [] },
])("a mapping that says something else is refused: %j", (mapping) => {
  expect(IndicoMapping.safeParse(mapping).success).toBe(false);
});
