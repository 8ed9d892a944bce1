import { expect, test } from "vitest";
import { readColumns } from "@/lib/indico/export-view";
import { currencyOfPriceText, priceMinor } from "@/lib/indico/price";
import { readChoices } from "@/lib/indico/read-by-export";

const choices = ["Dinner", "Dinner; with wine", "Castle tour", "Tour (+1)"].map((caption, id) => ({
  id: String(id),
  caption,
}));

test.each([
  { text: "Dinner", expected: [["Dinner", 1]], why: "one choice" },
  { text: "Dinner (+1)", expected: [["Dinner", 2]], why: "(+1) is one place more" },
  {
    text: "Castle tour; Dinner (+11)",
    expected: [
      ["Castle tour", 1],
      ["Dinner", 12],
    ],
    why: "several, joined",
  },
  {
    text: "Dinner; with wine; Dinner",
    expected: [
      ["Dinner; with wine", 1],
      ["Dinner", 1],
    ],
    why: "a caption with the joint",
  },
  { text: "Tour (+1)", expected: [["Tour (+1)", 1]], why: "a caption that looks like a count" },
  { text: "Breakfast", expected: undefined, why: "a caption that the form no longer has" },
  { text: "Dinner party", expected: undefined, why: "a caption's beginning is not the caption" },
])("choices of $text: $why", ({ text, expected }) => {
  const read = readChoices(text, choices)?.map(({ caption, count }) => [caption, count]);
  expect(read).toEqual(expected);
});

test("the columns of Indico's own page: numbers, roles, choices; filters and marks left out", () => {
  const column = (id: string, title: string, options: [string, string][] = []) => `
    <div class="label-group list-column"><div class="i-label title-wrapper"
      data-id="${id}"><div class="title">${title}</div></div>
      <ul>${options.map(([value, label]) => `<li><input type="checkbox" name="f" value="${value}" id="x" >\n<label for="x">\n ${label}\n</label></li>`).join("")}</ul></div>`;
  const html = [
    column("state", "State", [["1", "Completed"]]),
    column("email", "Email Address"),
    column("33", "Diet &amp; allergies", [["u-1", "Fish &#39;n&#39; chips"]]),
    column("43", "Visa", [
      ["true", "Yes"],
      ["false", "No"],
    ]),
  ].join("");
  expect(readColumns(html)).toEqual([
    { item: "email", field: { id: null, title: "Email Address", choices: null, isYesNo: false } },
    {
      item: 33,
      field: { id: 33, title: "Diet & allergies", choices: [{ id: "u-1", caption: "Fish 'n' chips" }], isYesNo: false },
    },
    { item: 43, field: { id: 43, title: "Visa", choices: null, isYesNo: true } },
  ]);
});

test.each([
  { text: "€1,610.00", currency: "EUR" },
  { text: "US$120.00", currency: "USD" },
  { text: "CHF 10.00", currency: "CHF" },
  { text: "JP¥1,200", currency: "JPY" },
  { text: "610.00", currency: null },
])("the currency of $text", ({ text, currency }) => {
  expect(currencyOfPriceText(text)).toBe(currency);
});

test.each([
  { price: 475.5, currency: "EUR", expected: 47_550, why: "cents" },
  { price: 1.005, currency: "EUR", expected: 100, why: "a float is not exact; Indico knows no half cents" },
  { price: 0.29, currency: "EUR", expected: 29, why: "0.29 * 100 is 28.999…" },
  { price: 1200, currency: "JPY", expected: 1200, why: "no decimals" },
  { price: 0, currency: null, expected: 0, why: "zero in any currency" },
  { price: 450, currency: null, expected: null, why: "an amount of an unknown currency" },
  { price: 450, currency: "ZZZ", expected: null, why: "not a currency" },
])("$price $currency in minor units: $why", ({ price, currency, expected }) => {
  expect(priceMinor(price, currency)).toBe(expected);
});
