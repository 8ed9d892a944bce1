import { expect, test } from "vitest";
import { isSameTag } from "./entity-tag";

test.each([
  { header: null, same: false },
  { header: '"abc"', same: true },
  { header: 'W/"abc"', same: true },
  { header: '"xyz", "abc"', same: true },
  { header: "*", same: true },
  { header: '"ab"', same: false },
  { header: "abc", same: false },
  { header: '"xyz,abc"', same: false },
])("$header: $same", ({ header, same }) => {
  expect(isSameTag(header, '"abc"')).toBe(same);
});
