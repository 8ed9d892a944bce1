import { expect, test } from "vitest";
import { checkPurchaseOrder } from "./check-purchase-order";

const right = {
  institute: " Norðurhöfn Marine Institute ",
  address: "Hafnargata 1\r\n101 Reykjavík",
  contactEmail: "Accounts@Nordurhofn.example.org",
  orderNumber: "",
};

test("cleans what is right; an order number is optional", () => {
  expect(checkPurchaseOrder(right)).toEqual({
    ok: true,
    value: {
      institute: "Norðurhöfn Marine Institute",
      address: "Hafnargata 1\n101 Reykjavík",
      contactEmail: "accounts@nordurhofn.example.org",
      orderNumber: "",
    },
  });
});

test("names every field that is wrong, in the order of the page", () => {
  const wrong = { institute: "  ", address: "x".repeat(501), contactEmail: "nobody", orderNumber: "a\u0000b" };
  expect(checkPurchaseOrder(wrong)).toEqual({
    ok: false,
    error: [
      { key: "institute", code: "required" },
      { key: "address", code: "too-long" },
      { key: "contactEmail", code: "not-an-email" },
      { key: "orderNumber", code: "not-allowed-character" },
    ],
  });
});
