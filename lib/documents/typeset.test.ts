import { Font } from "@react-pdf/renderer";
import { expect, test } from "vitest";
import { type Faces, NO_HYPHENS, typeset } from "@/lib/documents/typeset";

async function setText(text: string) {
  let seen: { text: string; faces: Faces; at: Date } | undefined;
  await typeset({ text, at: new Date(0) }, async (page, faces) => {
    seen = { ...page, faces };
    return Buffer.alloc(0);
  });
  if (!seen) throw new Error("nothing was rendered");
  return seen;
}

test("a document loads only the fonts that its characters need", async () => {
  const { faces } = await setText("Halldórsdóttir");
  expect(faces.sans).toEqual([expect.stringContaining("ibm-plex-sans latin of document")]);
  expect(faces.serif).toEqual([expect.stringContaining("source-serif-4 latin of document")]);
  const polish = await setText("Łukasz");
  expect(polish.faces.sans[1]).toContain("ibm-plex-sans latin-ext");
  const mixed = await setText("محمد 王");
  expect(mixed.faces.sans.map((family) => family.split(" ")[0])).toEqual([
    "ibm-plex-sans",
    "ibm-plex-sans-arabic",
    "chocolate-classical-sans",
  ]);
});

test("its fonts are gone when it is done, also when it fails", async () => {
  const before = Font.getRegisteredFontFamilies();
  await setText("Łukasz");
  await expect(
    typeset({ text: "Łukasz" }, async () => {
      throw new Error("no paper");
    }),
  ).rejects.toThrow("no paper");
  expect(Font.getRegisteredFontFamilies()).toEqual(before);
});

test.each([
  { given: "e\u0301", printed: "é", why: "letters are composed" },
  { given: "a\u0000b\u0007c", printed: "abc", why: "control characters vanish" },
  { given: "a\u202eb", printed: "ab", why: "nothing turns the reading direction" },
  { given: "one\ntwo", printed: "one\ntwo", why: "lines stay lines" },
  { given: "1\u202f000", printed: "1\u00a0000", why: "narrow blanks become plain ones" },
  { given: "Ann 🎉", printed: "Ann ", why: "pictographs vanish" },
  { given: "Ann 👩🏽‍🔬🇮🇹1️⃣🏴󠁧󠁢󠁳󠁣󠁴󠁿", printed: "Ann 1", why: "joined ones, tones, flags and keycaps too" },
  { given: "क्‍ष", printed: "क्‍ष", why: "a joiner between letters stays" },
  { given: "© 2027", printed: "© 2027", why: "the copyright sign is a letter" },
  { given: "ꦲ𠮷", printed: "??", why: "what no font has is a question mark" },
])("$why", async ({ given, printed }) => {
  expect((await setText(given)).text).toBe(printed);
});

test("what is no text stays", async () => {
  expect((await setText("a")).at).toEqual(new Date(0));
});

test.each([
  { word: "Halldórsdóttir", parts: ["Halldórsdóttir"], why: "a word stays whole" },
  { word: "Żółtowska-Papadimitriou", parts: ["Żółtowska-", "", "Papadimitriou", ""], why: "after its own hyphen" },
  { word: "研究所", parts: ["研", "", "究", "", "所", ""], why: "ideographs part anywhere" },
])("$why", ({ word, parts }) => {
  expect(NO_HYPHENS.hyphenationCallback(word)).toEqual(parts);
});

test("no part of a long word is lost", () => {
  const address = "a.very.long.address@department-of-physics.example.org";
  const parts = NO_HYPHENS.hyphenationCallback(address);
  expect(parts.join("")).toBe(address);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(24);
});
