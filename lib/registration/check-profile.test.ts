import { describe, expect, test } from "vitest";
import { checkProfile, PROFILE_RULES } from "@/lib/registration/check-profile";

const ingibjorg = {
  firstName: "Ingibjörg",
  lastName: "Halldórsdóttir",
  email: "i.halldorsdottir@nordurhofn.example.org",
  affiliation: "Norðurhöfn Marine Institute",
  phone: "+354 555 0100",
  country: "IS",
};

test("keeps a whole profile, cleaned", () => {
  const typed = {
    ...ingibjorg,
    firstName: " Ingibjo\u0308rg ",
    email: "I.Halldorsdottir@Nordurhofn.example.org",
    country: "is",
  };
  expect(checkProfile({ ...typed, isStaff: "yes" }, PROFILE_RULES)).toEqual({ ok: true, value: ingibjorg });
});

describe("names that people have", () => {
  test.each([
    "李",
    "文卿",
    "فاطمة الزهراء",
    "علی\u200cرضا",
    "Siobhán O'Neil",
    "D’Arc",
    "Nguyễn Thị Minh Châu",
    "Þorsteinn Árnason",
    "O",
    "Jean-Luc",
    "van der Berg Jr.",
    "Łukasz",
    "Ng",
    "-",
    "נועה",
    "ආචාර්ය",
    "<script>alert(1)</script>",
    "Robert'); DROP TABLE person;--",
    "Null",
    "X Æ A-12",
    "Wolfeschlegelsteinhausenbergerdorff".repeat(2),
  ])("“%s” passes unchanged", (name) => {
    expect(checkProfile({ ...ingibjorg, firstName: name, lastName: name }, PROFILE_RULES)).toMatchObject({
      ok: true,
      value: { firstName: name, lastName: name },
    });
  });
});

describe("a phone number as people write it", () => {
  test.each(["+39 06 1234 int. 5", "(0351) 2345-678", "0043/1/234567 ext 12", "٠١٢٣٤٥", ""])("“%s” passes", (phone) => {
    expect(checkProfile({ ...ingibjorg, phone }, PROFILE_RULES)).toMatchObject({ ok: true, value: { phone } });
  });
});

test.each([
  { change: { firstName: "  " }, errors: [{ key: "firstName", code: "required" }] },
  { change: { lastName: undefined }, errors: [{ key: "lastName", code: "required" }] },
  { change: { lastName: "x".repeat(101) }, errors: [{ key: "lastName", code: "too-long" }] },
  { change: { firstName: "Ada\nBcc: x" }, errors: [{ key: "firstName", code: "not-allowed-character" }] },
  { change: { firstName: "A\u202eda" }, errors: [{ key: "firstName", code: "not-allowed-character" }] },
  { change: { firstName: ["Ada"] }, errors: [{ key: "firstName", code: "required" }] },
  { change: { email: "ada" }, errors: [{ key: "email", code: "not-an-email" }] },
  { change: { email: "ada@example@example.org" }, errors: [{ key: "email", code: "not-an-email" }] },
  { change: { email: "ada@localhost" }, errors: [{ key: "email", code: "not-an-email" }] },
  { change: { email: "" }, errors: [{ key: "email", code: "required" }] },
  { change: { affiliation: "x".repeat(201) }, errors: [{ key: "affiliation", code: "too-long" }] },
  { change: { phone: "none" }, errors: [{ key: "phone", code: "not-a-phone" }] },
  { change: { phone: "1".repeat(41) }, errors: [{ key: "phone", code: "too-long" }] },
  { change: { country: "UK" }, errors: [{ key: "country", code: "not-a-country" }] },
  { change: { country: "Iceland" }, errors: [{ key: "country", code: "not-a-country" }] },
  {
    change: { firstName: "", country: "" },
    errors: [
      { key: "firstName", code: "required" },
      { key: "country", code: "required" },
    ],
  },
])("refuses $change", ({ change, errors }) => {
  expect(checkProfile({ ...ingibjorg, ...change }, PROFILE_RULES)).toEqual({ ok: false, error: errors });
});

test("asks only what its rules ask", () => {
  const rules = { lastName: "required", affiliation: "required" } as const;
  expect(checkProfile({ lastName: "李", email: "nonsense" }, rules)).toEqual({
    ok: false,
    error: [{ key: "affiliation", code: "required" }],
  });
  expect(checkProfile({ lastName: "李", affiliation: "Xinghai" }, rules)).toEqual({
    ok: true,
    value: { lastName: "李", affiliation: "Xinghai" },
  });
});
