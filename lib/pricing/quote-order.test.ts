import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CatalogueView, Choice, ServiceChoice } from "@/lib/pricing/catalogue";
import { IN_APRIL, IN_MARCH, mareograph } from "@/lib/pricing/mareograph.fixture";
import { previewOrder, quoteOrder } from "@/lib/pricing/quote-order";

const choose = (categoryCode: string | null, ...services: ServiceChoice[]): Choice => ({ categoryCode, services });
const one = (code: string): ServiceChoice => ({ code, quantity: 1 });
const vegan = { options: { diet: "vegan" } };

describe("a quote", () => {
  test("is the order of the pictures: member, dinner for two, boat, one guest", () => {
    const choice = choose(
      "member",
      { code: "dinner", quantity: 2, places: [vegan, { options: { diet: "none" } }] },
      one("boat"),
      { code: "guest", quantity: 1, places: [{ guestName: " Þorsteinn Árnason ", options: { diet: "No shellfish" } }] },
    );
    const quote = quoteOrder(mareograph, choice, IN_MARCH);
    expect(quote).toMatchObject({ ok: true, value: { currency: "EUR", totalMinor: 77_000, taxMinor: 13_176 } });
    if (!quote.ok) return;
    expect(quote.value.lines).toEqual([
      {
        kind: "category",
        code: "member",
        name: "member",
        windowLabel: "early",
        quantity: 1,
        unitMinor: 42_000,
        grossMinor: 42_000,
        netMinor: 34_146,
        taxMinor: 7854,
        taxBasisPoints: 2300,
        promotionId: null,
        promotionMinor: 0,
        places: [],
      },
      expect.objectContaining({
        code: "dinner",
        quantity: 2,
        unitMinor: 8500,
        grossMinor: 17_000,
        taxMinor: 1956,
        places: [
          { guestName: null, options: { diet: "vegan" } },
          { guestName: null, options: { diet: "none" } },
        ],
      }),
      expect.objectContaining({ code: "boat", grossMinor: 6000, places: [] }),
      expect.objectContaining({
        code: "guest",
        grossMinor: 12_000,
        places: [{ guestName: "Þorsteinn Árnason", options: { diet: "No shellfish" } }],
      }),
    ]);
  });

  test.each([
    { now: "2027-03-31T22:59:59Z", totalMinor: 54_000, why: "the last second of the early price" },
    { now: "2027-03-31T23:00:00Z", totalMinor: 64_000, why: "the first of the regular one" },
  ])("takes the price of the moment: $why", ({ now, totalMinor }) => {
    expect(quoteOrder(mareograph, choose("regular"), new Date(now))).toMatchObject({ ok: true, value: { totalMinor } });
  });

  test("may be free of charge", () => {
    const invited = { ...mareograph, invitedCategories: ["speaker"] };
    expect(quoteOrder(invited, choose("speaker"), IN_MARCH)).toMatchObject({
      ok: true,
      value: { totalMinor: 0, taxMinor: 0, lines: [{ code: "speaker", grossMinor: 0 }] },
    });
  });

  test.each([
    { service: { code: "dinner", quantity: 0 }, lines: ["regular"], why: "quantity 0 is not chosen" },
    { service: { code: "no-such-thing", quantity: 0 }, lines: ["regular"], why: "whatever it is" },
    {
      service: { code: "guest", quantity: 1, places: [{ guestName: "A" }, { guestName: "B" }] },
      lines: ["regular", "guest"],
      why: "places beyond the quantity are left out",
    },
  ])("$why", ({ service, lines }) => {
    const quote = quoteOrder(mareograph, choose("regular", service), IN_MARCH);
    expect(quote.ok && quote.value.lines.map(({ code }) => code)).toEqual(lines);
    expect(quote.ok && quote.value.lines.every(({ places }) => places.length <= 1)).toBe(true);
  });

  test("counts a service named twice together", () => {
    const dinner = { code: "dinner", quantity: 2, places: [vegan, vegan] };
    const quote = quoteOrder(mareograph, choose("regular", dinner, dinner), IN_MARCH);
    expect(quote).toMatchObject({ ok: true, value: { lines: [{}, { code: "dinner", quantity: 4 }] } });
    expect(quoteOrder(mareograph, choose("regular", one("boat"), one("boat")), IN_MARCH)).toEqual({
      ok: false,
      error: [{ code: "too-many", item: "boat", most: 1 }],
    });
  });

  test("adds up, whatever is chosen and taxed", () => {
    const catalogues = fc.record({
      feeMinor: fc.integer({ min: 0, max: 1_000_000 }),
      dinnerMinor: fc.integer({ min: 0, max: 1_000_000 }),
      taxBasisPoints: fc.integer({ min: 0, max: 5000 }),
      quantity: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(catalogues, ({ feeMinor, dinnerMinor, taxBasisPoints, quantity }) => {
        const always = (priceMinor: number) => [{ label: "always", fromUtc: null, untilUtc: null, priceMinor }];
        const catalogue: CatalogueView = {
          ...mareograph,
          categories: mareograph.categories.map((item) => ({ ...item, taxBasisPoints, windows: always(feeMinor) })),
          services: mareograph.services.map((item) => ({
            ...item,
            taxBasisPoints,
            windows: always(dinnerMinor),
            maxPerPerson: 50,
            options: [],
          })),
        };
        const quote = quoteOrder(catalogue, choose("regular", { code: "dinner", quantity }), IN_MARCH);
        if (!quote.ok) throw new Error("refused");
        expect(quote.value.totalMinor).toBe(feeMinor + quantity * dinnerMinor);
        for (const line of quote.value.lines) expect(line.netMinor + line.taxMinor).toBe(line.grossMinor);
      }),
    );
  });
});

describe("a refusal names its item:", () => {
  test.each([
    { choice: choose(null), refusals: [{ code: "nothing-chosen" }], why: "nothing chosen" },
    {
      choice: choose(null, { code: "boat", quantity: 0 }),
      refusals: [{ code: "nothing-chosen" }],
      why: "0 of something",
    },
    { choice: choose(null, one("boat")), refusals: [{ code: "category-missing" }], why: "a service without a fee" },
    { choice: choose("gold"), refusals: [{ code: "category-unknown", item: "gold" }], why: "no such category" },
    {
      choice: choose("speaker"),
      refusals: [{ code: "category-not-eligible", item: "speaker" }],
      why: "nobody invited them",
    },
    { choice: choose("desk"), refusals: [{ code: "category-not-on-sale", item: "desk" }], why: "not yet on sale" },
    {
      choice: choose("regular", one("yacht")),
      refusals: [{ code: "service-unknown", item: "yacht" }],
      why: "no such thing",
    },
    {
      choice: choose("regular", one("old-poster")),
      refusals: [{ code: "service-not-on-sale", item: "old-poster" }],
      why: "sale ended this second",
    },
    {
      choice: choose("regular", { code: "dinner", quantity: 5 }),
      refusals: [{ code: "too-many", item: "dinner", most: 4 }],
      why: "five dinners for one",
    },
    {
      choice: choose("regular", one("levelling"), one("boat")),
      refusals: [{ code: "clash", item: "levelling", with: "boat" }],
      why: "two things at the same hours, each pair once",
    },
    {
      choice: choose("regular", {
        code: "guest",
        quantity: 2,
        places: [{ guestName: "Þorsteinn" }, { guestName: "  " }],
      }),
      refusals: [{ code: "guest-name-missing", item: "guest", place: 1 }],
      why: "the second guest has no name",
    },
    {
      choice: choose("regular", one("guest")),
      refusals: [{ code: "guest-name-missing", item: "guest", place: 0 }],
      why: "no guest at all",
    },
    {
      choice: choose("regular", { code: "guest", quantity: 1, places: [{ guestName: "A\u0000B" }] }),
      refusals: [{ code: "guest-name-invalid", item: "guest", place: 0 }],
      why: "a control character in a name",
    },
    {
      choice: choose("regular", { code: "dinner", quantity: 2, places: [vegan] }),
      refusals: [{ code: "option-missing", item: "dinner", place: 1, option: "diet" }],
      why: "what does the second one eat?",
    },
    {
      choice: choose("regular", { code: "dinner", quantity: 1, places: [{ options: { diet: "<script>" } }] }),
      refusals: [{ code: "option-invalid", item: "dinner", place: 0, option: "diet" }],
      why: "not one of the choices",
    },
    {
      choice: choose("gold", one("yacht"), { code: "dinner", quantity: 9 }),
      refusals: [
        { code: "category-unknown", item: "gold" },
        { code: "service-unknown", item: "yacht" },
        { code: "too-many", item: "dinner", most: 4 },
      ],
      why: "all reasons at once",
    },
  ])("$why", ({ choice, refusals }) => {
    expect(quoteOrder(mareograph, choice, IN_MARCH)).toEqual({ ok: false, error: refusals });
  });

  test("a category whose only window is over", () => {
    expect(quoteOrder(mareograph, choose("student"), IN_APRIL)).toEqual({
      ok: false,
      error: [{ code: "category-not-on-sale", item: "student" }],
    });
  });

  test.each([-1, 1.5, Number.NaN])("throws for a quantity of %s, which no form may let through", (quantity) => {
    expect(() => quoteOrder(mareograph, choose("regular", { code: "boat", quantity }), IN_MARCH)).toThrow(RangeError);
  });
});

describe("no clash:", () => {
  test.each([
    { services: ["boat", "evening-talk"], why: "one begins when the other ends" },
    { services: ["boat", "exhibition"], why: "one does not block" },
    { services: ["boat", "dinner"], why: "another day" },
  ])("$why", ({ services }) => {
    const wanted = services.map((code) => ({ code, quantity: 1, places: [vegan] }));
    expect(quoteOrder(mareograph, choose("regular", ...wanted), IN_MARCH).ok).toBe(true);
  });
});

describe("previewOrder", () => {
  test("prices what is chosen although the form is not finished", () => {
    const choice = {
      categoryCode: null,
      services: [
        { code: "dinner", quantity: 2 },
        { code: "nothing", quantity: 1 },
      ],
    };
    const preview = previewOrder(mareograph, choice, IN_MARCH);
    expect(preview.lines).toMatchObject([{ code: "dinner", quantity: 2, grossMinor: 17_000 }]);
    expect(preview.totalMinor).toBe(17_000);
  });

  test("leaves out what is not open to the registrant or not on sale", () => {
    for (const categoryCode of ["speaker", "desk", "unknown"]) {
      expect(previewOrder(mareograph, { categoryCode, services: [] }, IN_MARCH)).toEqual({
        currency: "EUR",
        lines: [],
        totalMinor: 0,
        taxMinor: 0,
      });
    }
  });

  test("agrees with the quote of a finished form", () => {
    const choice = { categoryCode: "regular", services: [{ code: "boat", quantity: 1 }] };
    const quote = quoteOrder(mareograph, choice, IN_APRIL);
    expect(quote.ok && quote.value.totalMinor).toBe(previewOrder(mareograph, choice, IN_APRIL).totalMinor);
  });
});
