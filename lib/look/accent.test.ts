import { expect, test } from "vitest";
import { accentsOf, contrast } from "./accent";

const LIGHT_GROUNDS = ["#f4f1e9", "#fffdf9", "#eae5d9"];
const DARK_GROUNDS = ["#141310", "#1d1b17", "#282520"];

test.each([
  { conference: "#0a7a8c", light: "#076776", dark: "#6fcadd", onConference: "#ffffff", why: "the default colour" },
  { conference: "#ffd400", light: "#705c00", dark: "#ceba72", onConference: "#000000", why: "yellow is darkened" },
  { conference: "#e8331c", light: "#b32513", dark: "#f1a495", onConference: "#000000", why: "red reads with black" },
  { conference: "#ff00ff", light: "#a700a7", dark: "#dda5d9", onConference: "#000000", why: "chroma is capped" },
  { conference: "#808080", light: "#5d5d5d", dark: "#bababa", onConference: "#000000", why: "grey has no hue" },
])("$conference as Chromium computes app/tokens.css: $why", ({ conference, light, dark, onConference }) => {
  expect(accentsOf(conference)).toEqual({ light, dark, onConference });
});

test("a colour that is dark enough stays as it is", () => {
  expect(accentsOf("#16224f").light).toBe("#16224f");
});

test("any colour a conference may choose stays readable in both themes", () => {
  const channels = [0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210, 225, 240, 255];
  const hex = (value: number) => value.toString(16).padStart(2, "0");
  for (const red of channels)
    for (const green of channels)
      for (const blue of channels) {
        const conference = `#${hex(red)}${hex(green)}${hex(blue)}`;
        const { light, dark, onConference } = accentsOf(conference);
        for (const ground of LIGHT_GROUNDS) expect(contrast(light, ground), conference).toBeGreaterThan(5);
        for (const ground of DARK_GROUNDS) expect(contrast(dark, ground), conference).toBeGreaterThan(7.4);
        expect(contrast("#ffffff", light), conference).toBeGreaterThan(6.4);
        expect(contrast("#141310", dark), conference).toBeGreaterThan(9);
        expect(contrast(onConference, conference), conference).toBeGreaterThan(4.57);
      }
});

test.each(["", "teal", "#0a7", "#0a7a8c;}"])("%j is no colour", (conference) => {
  expect(() => accentsOf(conference)).toThrow(RangeError);
});
