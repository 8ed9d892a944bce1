import { expect, test } from "vitest";
import { receipt } from "@/lib/documents/documents.fixture";
import { CAN_READ_PDF, textOfPdf } from "@/lib/documents/pdf-text.fixture";
import { renderReceipt } from "@/lib/documents/receipt-pdf";
import { money } from "@/lib/money/money";

test("the same data give the same bytes", async () => {
  const first = await renderReceipt(receipt, "en");
  expect(first.subarray(0, 5).toString()).toBe("%PDF-");
  expect(first.equals(await renderReceipt(receipt, "en"))).toBe(true);
});

test.skipIf(!CAN_READ_PDF).each([
  {
    locale: "en",
    facts: [
      "Mareograph 2027",
      "14–18 June 2027",
      "Receipt 2027-0388",
      "Ingibjörg Halldórsdóttir",
      "Norðurhöfn Marine Institute",
      "220 Hafnarfjörður",
      "The Tidewater Society",
      "Mon 22 March 2027",
      "card ending 4242",
      "Conference dinner × 2 138.21 31.79 170.00",
      "Paid, EUR 626.01 143.99 770.00",
      "VAT 23 %",
      "Page 1 of 1",
    ],
  },
  {
    locale: "de",
    facts: ["14.–18. Juni 2027", "Receipt 2027-0388", "Mo., 22. März 2027", "770,00"],
  },
  {
    locale: "ar",
    facts: ["Receipt 2027-0388", "626.01 143.99 770.00"],
  },
  {
    locale: "it",
    facts: ["Ricevuta 2027-0388", "14–18 giugno 2027", "carta che termina con", "770,00", "Pagina 1 di 1"],
  },
])("a receipt in $locale says what was paid, by whom and how", async ({ locale, facts }) => {
  const text = textOfPdf(await renderReceipt(receipt, locale));
  for (const fact of facts) expect(text).toContain(fact);
});

test.skipIf(!CAN_READ_PDF)("made out to somebody else, it says for whom, and both tax numbers", async () => {
  const payer = { ...receipt.payer, madeOutTo: "Norðurhöfn Accounts", vatNumber: "IS12345", orderNumber: "PO-4411" };
  const text = textOfPdf(await renderReceipt({ ...receipt, payer }, "en"));
  for (const fact of ["Norðurhöfn Accounts", "Ingibjörg Halldórsdóttir", "VAT number IS12345", "Your order PO-4411"]) {
    expect(text).toContain(fact);
  }
  expect(text).not.toContain("Norðurhöfn Marine Institute");
  expect(text).toContain("VAT number PT500000000");
});

test.skipIf(!CAN_READ_PDF)("names are printed in every script, and no character as an empty box", async () => {
  const names = ["Łukasz Đặng", "Ευαγγελία", "Щербаков", "王小龙", "渡邉さくら", "김민수", "გიორგი", "Արամ", "สมชาย"];
  const payer = {
    ...receipt.payer,
    name: names.join(" "),
    affiliation: "Javanese ꦲ, rare 𠮷, 🎉",
    address: "שרה\nمحمد",
  };
  const text = textOfPdf(await renderReceipt({ ...receipt, payer }, "en"));
  for (const name of names) expect(text.replaceAll(" ", "")).toContain(name.replaceAll(" ", ""));
  for (const name of ["שרה", "محمد"]) expect(text).toContain(name);
  expect(text).toContain("Javanese ?, rare ?,");
  expect(text).not.toMatch(/[\ufffd\u{20bb7}\u{1f389}\ua9b2]/u);
});

test.skipIf(!CAN_READ_PDF)(
  "rates of tax are summed one by one, and lines over many pages all stand there",
  async () => {
    const [line] = receipt.order.lines;
    if (!line) throw new Error("the fixture has lines");
    const exempt = { ...line, name: "Proceedings", taxBasisPoints: 0, tax: money(0, "EUR") };
    const lines = Array.from({ length: 60 }, (_, index) => ({ ...line, name: `Item ${index + 1}.` })).concat(exempt);
    const text = textOfPdf(await renderReceipt({ ...receipt, order: { ...receipt.order, lines } }, "en"));
    for (let index = 1; index <= 60; index++) expect(text).toContain(`Item ${index}.`);
    expect(text).toContain("VAT 23 % 20,487.60 4,712.40 25,200.00");
    expect(text).toContain("Exempt from VAT 420.00 0.00 420.00");
    expect(text).toContain("Page 4 of 4");
    expect(text.match(/Item Net, EUR VAT, EUR Gross, EUR Item \d/g)).toHaveLength(4);
  },
);

test.skipIf(!CAN_READ_PDF)("no document takes letters from another, one after the other or both at once", async () => {
  const nameOf = async (name: string) =>
    textOfPdf(await renderReceipt({ ...receipt, payer: { ...receipt.payer, name, affiliation: name } }, "en"));
  const names = ["Dórótţ Ľüy", "akopoulou towska los duty", "علي", "مصطفى على"];
  const count = (text: string, name: string) => text.split(name).length - 1;
  for (const name of names) expect(count(await nameOf(name), name), name).toBe(2);
  const texts = await Promise.all(names.map(nameOf));
  for (const [index, name] of names.entries()) expect(count(texts[index] ?? "", name), name).toBe(2);
});
