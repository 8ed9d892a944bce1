import { describe, expect, test } from "vitest";
import { checkAnswers, LARGEST_FILE_BYTES, type QuestionView, type RawAnswers } from "@/lib/questions/check-answers";

const question = (key: string, type: QuestionView["type"], fields: Partial<QuestionView> = {}): QuestionView => ({
  key,
  type,
  isRequired: false,
  choices: [],
  categoryCodes: [],
  ...fields,
});
const diets = { choices: [{ value: "none" }, { value: "vegan" }, { value: "halal" }] };
const pdf = (sizeBytes: number, name = "proof.pdf", type = "application/pdf") =>
  new File([new Uint8Array(sizeBytes)], name, { type });

const anybody = { categoryCode: null };
const check = (asked: QuestionView, raw: RawAnswers) => checkAnswers([asked], raw, anybody);

describe("an answer that is kept", () => {
  test.each([
    { asked: question("q", "text"), given: "  Þorsteinn ", kept: "Þorsteinn", why: "trimmed" },
    { asked: question("q", "text"), given: "Ingibjo\u0308rg", kept: "Ingibjörg", why: "composed" },
    { asked: question("q", "text"), given: "x".repeat(300), kept: "x".repeat(300), why: "of the longest" },
    { asked: question("q", "text"), given: "   ", kept: null, why: "blank" },
    { asked: question("q", "text"), given: undefined, kept: null, why: "not sent" },
    { asked: question("q", "text"), given: ["a", "b"], kept: null, why: "sent twice" },
    { asked: question("q", "long_text"), given: "no nuts\r\nno fish\r\n", kept: "no nuts\nno fish", why: "in lines" },
    { asked: question("q", "choice", diets), given: "vegan", kept: "vegan", why: "one of the choices" },
    { asked: question("q", "choice", diets), given: "", kept: null, why: "no choice" },
    {
      asked: question("q", "many_choices", diets),
      given: ["halal", "vegan", "halal"],
      kept: ["vegan", "halal"],
      why: "in order, once",
    },
    { asked: question("q", "many_choices", diets), given: "vegan", kept: ["vegan"], why: "a single box ticked" },
    { asked: question("q", "many_choices", diets), given: undefined, kept: [], why: "no box ticked" },
    { asked: question("q", "country"), given: "is", kept: "IS", why: "in capitals" },
    { asked: question("q", "country"), given: "", kept: null, why: "no country" },
    { asked: question("q", "date"), given: "2028-02-29", kept: "2028-02-29", why: "a leap day" },
    { asked: question("q", "consent"), given: "on", kept: true, why: "a ticked box" },
    { asked: question("q", "consent"), given: undefined, kept: false, why: "an empty box" },
    { asked: question("q", "file"), given: undefined, kept: null, why: "no file" },
    { asked: question("q", "file"), given: new File([], ""), kept: null, why: "an untouched file field" },
    { asked: question("q", "file"), given: "proof.pdf", kept: null, why: "a name that is no file" },
  ])("$asked.type, $why", ({ asked, given, kept }) => {
    expect(check(asked, { q: given })).toEqual({ ok: true, value: { q: kept } });
  });

  test.each([
    { file: pdf(LARGEST_FILE_BYTES), name: "proof.pdf", why: "of the largest" },
    { file: pdf(1, "/etc/../passport.pdf"), name: "passport.pdf", why: "without its folders" },
    { file: pdf(1, "C:\\Users\\Ana\\prova.pdf"), name: "prova.pdf", why: "nor those of Windows" },
    { file: pdf(1, "証明書.png", "image/png"), name: "証明書.png", why: "in any script" },
  ])("file, $why", ({ file, name }) => {
    const answers = check(question("q", "file"), { q: file });
    expect(answers).toMatchObject({ ok: true, value: { q: { name, size: file.size, type: file.type } } });
  });
});

describe("an answer that is refused", () => {
  test.each([
    { asked: question("q", "text", { isRequired: true }), given: " ", code: "required" },
    { asked: question("q", "choice", { ...diets, isRequired: true }), given: undefined, code: "required" },
    { asked: question("q", "many_choices", { ...diets, isRequired: true }), given: [], code: "required" },
    { asked: question("q", "file", { isRequired: true }), given: new File([], ""), code: "required" },
    { asked: question("q", "consent", { isRequired: true }), given: undefined, code: "consent-needed" },
    { asked: question("q", "consent", { isRequired: true }), given: "off", code: "consent-needed" },
    { asked: question("q", "text"), given: "x".repeat(301), code: "too-long" },
    { asked: question("q", "long_text"), given: "x".repeat(5001), code: "too-long" },
    { asked: question("q", "text"), given: "a\u0000b", code: "not-allowed-character" },
    { asked: question("q", "text"), given: "a\nb", code: "not-allowed-character" },
    { asked: question("q", "long_text"), given: "a\u202eb", code: "not-allowed-character" },
    { asked: question("q", "choice", diets), given: "pork", code: "not-a-choice" },
    { asked: question("q", "choice", diets), given: "Vegan", code: "not-a-choice" },
    { asked: question("q", "many_choices", diets), given: ["vegan", "pork"], code: "not-a-choice" },
    { asked: question("q", "country"), given: "UK", code: "not-a-country" },
    { asked: question("q", "country"), given: "Iceland", code: "not-a-country" },
    { asked: question("q", "date"), given: "2027-02-29", code: "not-a-date" },
    { asked: question("q", "date"), given: "31/03/2027", code: "not-a-date" },
    { asked: question("q", "date"), given: "0027-03-31", code: "not-a-date" },
    { asked: question("q", "file"), given: pdf(LARGEST_FILE_BYTES + 1), code: "file-too-large" },
    { asked: question("q", "file"), given: pdf(1, "proof.html", "text/html"), code: "file-type" },
    { asked: question("q", "file"), given: pdf(1, "proof.pdf", ""), code: "file-type" },
    { asked: question("q", "file"), given: pdf(1, "pro\u0000of.pdf"), code: "not-allowed-character" },
  ])("$asked.type: $code", ({ asked, given, code }) => {
    expect(check(asked, { q: given })).toEqual({ ok: false, error: [{ key: "q", code }] });
  });

  test("names every field at once", () => {
    const asked = [
      question("name", "text", { isRequired: true }),
      question("diet", "choice", diets),
      question("ok", "text"),
    ];
    expect(checkAnswers(asked, { diet: "pork", ok: "fine" }, anybody)).toEqual({
      ok: false,
      error: [
        { key: "name", code: "required" },
        { key: "diet", code: "not-a-choice" },
      ],
    });
  });
});

describe("who is asked what", () => {
  const forStudents = question("university", "text", { isRequired: true, categoryCodes: ["student"] });

  test("a question for a category is put to nobody else, and what they send is dropped", () => {
    expect(checkAnswers([forStudents], { university: "x" }, { categoryCode: "regular" })).toEqual({
      ok: true,
      value: {},
    });
    expect(checkAnswers([forStudents], {}, anybody)).toEqual({ ok: true, value: {} });
    expect(checkAnswers([forStudents], {}, { categoryCode: "student" }).ok).toBe(false);
  });

  test("what nobody asked is dropped", () => {
    expect(check(question("q", "text"), { q: "a", isStaff: "yes" })).toEqual({ ok: true, value: { q: "a" } });
    const named = question("constructor", "many_choices", diets);
    expect(checkAnswers([named], {}, anybody)).toEqual({ ok: true, value: { constructor: [] } });
  });

  test("a file uploaded before stays when the field is left alone, and is replaced by another", () => {
    const proof = question("proof", "file", { isRequired: true });
    const options = { categoryCode: null, keptFiles: new Set(["proof"]) };
    expect(checkAnswers([proof], { proof: new File([], "") }, options)).toEqual({ ok: true, value: {} });
    expect(checkAnswers([proof], { proof: pdf(3, "new.pdf") }, options)).toMatchObject({
      ok: true,
      value: { proof: { name: "new.pdf" } },
    });
  });
});
