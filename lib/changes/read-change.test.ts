import { expect, test } from "vitest";
import type { FormValues } from "@/lib/http/form-values";
import { type Askable, LONGEST_TEXT, readChange } from "./read-change";

const item = (id: number, code: string) => ({
  ...{ id, code, name: code, description: "", translations: {}, windows: [], quotaIds: [], taxBasisPoints: 0 },
});
const askable: Askable = {
  catalogue: {
    categories: [
      { ...item(1, "FULL"), eligibility: "everyone", needsCode: false, needsForm: false, waiver: "" },
      { ...item(2, "STUDENT"), eligibility: "everyone", needsCode: false, needsForm: false, waiver: "" },
    ],
    services: [
      {
        ...item(3, "DINNER"),
        ...{ mark: "ticket", place: "", startsAt: null, endsAt: null, blocksTime: true },
        ...{ maxPerPerson: 4, namesGuests: false, options: [] },
      },
    ],
  },
  categoryCode: "FULL",
  quantities: new Map([["DINNER", 1]]),
};

test.each<{ values: FormValues; expected: unknown; why: string }>([
  {
    values: { kind: "category", category: "STUDENT" },
    expected: { kind: "category", categoryId: 2 },
    why: "another one",
  },
  {
    values: { kind: "service", service: "DINNER", quantity: " 3 " },
    expected: { kind: "service", serviceId: 3, quantity: 3 },
    why: "more",
  },
  {
    values: { kind: "service", service: "DINNER", quantity: "0" },
    expected: { kind: "service", serviceId: 3, quantity: 0 },
    why: "none any more",
  },
  { values: { kind: "cancel", category: "NOBODY" }, expected: { kind: "cancel" }, why: "other fields are not read" },
  { values: { kind: "other", text: "A quiet table" }, expected: { kind: "other" }, why: "in words" },
])("takes $values: $why", ({ values, expected }) => {
  expect(readChange(values, askable)).toMatchObject({ ok: true, value: { wanted: expected } });
});

test.each<{ values: FormValues; field: string; code: string }>([
  { values: {}, field: "kind", code: "missing" },
  { values: { kind: "refund" }, field: "kind", code: "missing" },
  { values: { kind: "category" }, field: "category", code: "missing" },
  { values: { kind: "category", category: "FULL" }, field: "category", code: "same" },
  { values: { kind: "category", category: "DINNER" }, field: "category", code: "missing" },
  { values: { kind: "service", quantity: "2" }, field: "service", code: "missing" },
  { values: { kind: "service", service: "DINNER" }, field: "quantity", code: "not-a-number" },
  { values: { kind: "service", service: "DINNER", quantity: "5" }, field: "quantity", code: "not-a-number" },
  { values: { kind: "service", service: "DINNER", quantity: "-1" }, field: "quantity", code: "not-a-number" },
  { values: { kind: "service", service: "DINNER", quantity: "1" }, field: "quantity", code: "same" },
  { values: { kind: "other", text: " \n " }, field: "text", code: "missing" },
  { values: { kind: "cancel", text: "x".repeat(LONGEST_TEXT + 1) }, field: "text", code: "too-long" },
  { values: { kind: "cancel", text: "\u0007" }, field: "text", code: "not-allowed-character" },
])("refuses $values by $field: $code", ({ values, field, code }) => {
  expect(readChange(values, askable)).toEqual({ ok: false, error: [{ field, code }] });
});
