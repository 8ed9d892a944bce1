import { describe, expect, test } from "vitest";
import type { CatalogueView, Choice } from "@/lib/pricing/catalogue";
import { describeChoices } from "@/lib/pricing/describe-choices";
import { IN_APRIL, IN_MARCH, mareograph } from "@/lib/pricing/mareograph.fixture";
import { dropStaleCode, type PromotionView, quotasOfLine } from "@/lib/pricing/promotion";
import { quoteAmendment } from "@/lib/pricing/quote-amendment";
import { previewOrder, quoteOrder } from "@/lib/pricing/quote-order";

const EARLY: PromotionView = {
  ...{ id: 7, code: "EARLY-10", reduction: { kind: "share", basisPoints: 1000 }, categories: [], services: [] },
  ...{ fromUtc: null, untilUtc: null, isActive: true, quotaId: 6 },
};
const withCode = (fields: Partial<PromotionView> = {}, view = mareograph): CatalogueView => ({
  ...view,
  promotion: { ...EARLY, ...fields },
});
const choose = (categoryCode: string, codes: string[] = [], promotionCode = "early-10"): Choice => ({
  ...{ categoryCode, promotionCode },
  services: codes.map((code) => ({
    code,
    quantity: code === "guest" ? 2 : 1,
    places: [{ guestName: "A" }, { guestName: "B" }],
  })),
});

describe("the price with a code", () => {
  test.each([
    { why: "a tenth of the fee", promotion: {}, choice: choose("regular"), less: [5_400] },
    {
      why: "of the fee alone, services as they are",
      promotion: {},
      choice: choose("regular", ["boat"]),
      less: [5_400, 0],
    },
    {
      why: "a share is rounded half away from zero, once",
      promotion: { reduction: { kind: "share", basisPoints: 3333 } as const },
      choice: choose("member"),
      less: [13_999], // 420.00 × 33.33 % = 139.986
    },
    {
      why: "an amount off each place of a service, the fee as it is",
      promotion: { reduction: { kind: "amount", minor: 2_500 } as const, services: ["guest"] },
      choice: choose("regular", ["guest"]),
      less: [0, 2_500],
    },
    {
      why: "never below nothing",
      promotion: { reduction: { kind: "amount", minor: 99_900 } as const },
      choice: choose("regular"),
      less: [54_000],
    },
    { why: "however it is typed", promotion: {}, choice: choose("regular", [], "  eArLy-10 "), less: [5_400] },
    { why: "none typed", promotion: {}, choice: choose("regular", [], "  "), less: [0] },
  ])("$why", ({ promotion, choice, less }) => {
    const quote = quoteOrder(withCode(promotion), choice, IN_MARCH);
    if (!quote.ok) throw new Error(JSON.stringify(quote.error));
    const { lines, totalMinor, taxMinor } = quote.value;
    expect(lines.map(({ promotionMinor }) => promotionMinor)).toEqual(less);
    for (const line of lines) {
      expect(line.grossMinor).toBe(line.unitMinor * line.quantity);
      expect(line.netMinor + line.taxMinor).toBe(line.grossMinor);
      expect(line.grossMinor).toBeGreaterThanOrEqual(0);
    }
    expect(totalMinor).toBe(lines.reduce((sum, { grossMinor }) => sum + grossMinor, 0));
    expect(taxMinor).toBe(lines.reduce((sum, line) => sum + line.taxMinor, 0));
    expect(totalMinor).toBe(previewOrder(withCode(promotion), choice, IN_MARCH).totalMinor);
  });

  test("the line of the fee is the use, whether or not it costs less", () => {
    const quote = quoteOrder(
      withCode({ services: ["boat"] }),
      choose("regular", ["boat", "levelling"].slice(0, 1)),
      IN_MARCH,
    );
    expect(quote.ok && quote.value.lines.map(({ promotionId }) => promotionId)).toEqual([7, 7]);
    const line = { kind: "category", promotionId: 7 } as const;
    expect(quotasOfLine([1], line, EARLY)).toEqual([1, 6]);
    expect(quotasOfLine([6], line, EARLY)).toEqual([6]); // one place of one quota, although two things want it
    expect(quotasOfLine([1], { ...line, kind: "service" }, EARLY)).toEqual([1]);
  });
});

describe("a code is refused", () => {
  const refused = (promotion: Partial<PromotionView>, choice = choose("regular")) =>
    quoteOrder(withCode(promotion), choice, IN_MARCH);
  test.each([
    { why: "that there is not", promotion: { code: "OTHER" }, error: { code: "promotion-unknown" } },
    { why: "that was switched off", promotion: { isActive: false }, error: { code: "promotion-unknown" } },
    {
      why: "before its time",
      promotion: { fromUtc: IN_APRIL },
      error: { code: "promotion-not-yet", from: IN_APRIL },
    },
    { why: "in the second that it ends", promotion: { untilUtc: IN_MARCH }, error: { code: "promotion-over" } },
    { why: "for another fee", promotion: { categories: ["member"] }, error: { code: "promotion-not-for-this" } },
    {
      why: "for services that are not chosen",
      promotion: { services: ["boat"] },
      error: { code: "promotion-not-for-this" },
    },
    {
      why: "for another fee, whatever services it is for besides",
      promotion: { categories: ["member"], services: ["boat"] },
      choice: choose("regular", ["boat"]),
      error: { code: "promotion-not-for-this" },
    },
  ])("$why", ({ promotion, choice, error }) => {
    expect(refused(promotion, choice)).toEqual({ ok: false, error: [error] });
    expect(dropStaleCode(withCode(promotion), choice ?? choose("regular"), IN_MARCH).promotionCode).toBeUndefined();
  });

  test("where there is none of its name", () => {
    expect(quoteOrder(mareograph, choose("regular"), IN_MARCH)).toEqual({
      ok: false,
      error: [{ code: "promotion-unknown" }],
    });
  });

  test("when it is taken once more after its last use", () => {
    const full = { ...mareograph, quotas: [{ id: 6, capacity: 1, free: 0 }] };
    expect(dropStaleCode(withCode({}, full), choose("regular"), IN_MARCH).promotionCode).toBeUndefined();
    expect(dropStaleCode(withCode(), choose("regular"), IN_MARCH).promotionCode).toBe("early-10");
  });
});

describe("a category that needs a code", () => {
  const categories = mareograph.categories.map((one) => ({ ...one, needsCode: one.code === "press" }));
  const closed = { ...mareograph, categories };
  const stateOf = (view: CatalogueView, choice: Choice) =>
    describeChoices(view, choice, IN_MARCH).categories.find(({ code }) => code === "press")?.availability.state;

  test.each([
    { why: "without one", view: closed, choice: choose("press", [], ""), opened: false },
    { why: "with one for every fee", view: withCode({}, closed), choice: choose("press"), opened: false },
    {
      why: "with one that names it",
      view: withCode({ categories: ["press"] }, closed),
      choice: choose("press"),
      opened: true,
    },
    {
      why: "with one that is over",
      view: withCode({ categories: ["press"], untilUtc: IN_MARCH }, closed),
      choice: choose("press"),
      opened: false,
    },
  ])("$why", ({ view, choice, opened }) => {
    expect(stateOf(view, choice) === "needs-code").toBe(!opened);
    expect(previewOrder(view, choice, IN_MARCH).lines).toHaveLength(opened ? 1 : 0);
    const quote = quoteOrder(view, choice, IN_MARCH);
    expect(quote.ok).toBe(opened);
    if (!quote.ok) expect(quote.error).toContainEqual({ code: "category-needs-code", item: "press" });
  });
});

test("staff amend with the code that the order has, also when its time is over", () => {
  const view = withCode({ services: ["boat"], categories: ["regular"], untilUtc: IN_MARCH });
  const fee = {
    ...({ id: 1, kind: "category", code: "regular", name: "Regular", windowLabel: "early", quantity: 1 } as const),
    ...{ unitMinor: 48_600, taxBasisPoints: 2300, promotionId: 7, promotionMinor: 5_400 },
  };
  const amend = (choice: Choice, overrides: Parameters<typeof quoteAmendment>[3] = []) => {
    const quote = quoteAmendment(view, [fee], choice, overrides, IN_APRIL);
    if (!quote.ok) throw new Error(JSON.stringify(quote.error));
    return quote.value.lines.map(({ code, unitMinor, promotionId, promotionMinor }) => ({
      code,
      unitMinor,
      promotionId,
      promotionMinor,
    }));
  };
  expect(amend(choose("regular", ["boat"]))).toEqual([
    { code: "regular", unitMinor: 48_600, promotionId: 7, promotionMinor: 5_400 },
    { code: "boat", unitMinor: 5_400, promotionId: 7, promotionMinor: 600 },
  ]);
  // Another fee: it is not for that one, and its use is given back.
  expect(amend(choose("press"))).toEqual([{ code: "press", unitMinor: 64_000, promotionId: null, promotionMinor: 0 }]);
  expect(amend(choose("regular"), [{ kind: "category", code: "regular", unitMinor: 100 }])).toEqual([
    { code: "regular", unitMinor: 100, promotionId: 7, promotionMinor: 0 },
  ]);
});
