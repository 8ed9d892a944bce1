import { expect, test } from "vitest";
import { fitName } from "./fit-name";

test.each([
  { names: ["Ingibjörg", "Halldórsdóttir"], scale: 1, why: "as most names are" },
  { names: ["María Fernanda de los Ángeles", "Żółtowska-Papadimitrakopoulou"], scale: 1, why: "four lines" },
  { names: ["小龙", "王"], scale: 1, why: "ideographs" },
  { names: ["X".repeat(40), "W".repeat(30)], scale: 0.6, why: "many capitals" },
  { names: ["Wolfeschlegelsteinhausenbergerdorff ".repeat(3).trim(), "W".repeat(100)], scale: 0.46, why: "no end" },
  { names: ["", ""], scale: 1, why: "none yet" },
])("$why: $scale", ({ names, scale }) => {
  expect(fitName(names, 8.8, 4.5)).toBe(scale);
});
