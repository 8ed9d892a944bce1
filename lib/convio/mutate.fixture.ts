/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PIECES = [
  ...[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE",
    "&",
    "&#",
    "&#x",
    ";",
    '"',
    "'",
    "=",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "\\u0000",
    "__proto__",
    "constructor",
    "\u0000",
    "\uD800",
    "\uFFFD",
    "\uFEFF",
  ],
  ...["<question>", "<id>", "</primaryRegistration>", "<secondaryRegistration>", " a=", "é", "😀", "\r\n", "𝕏"],
];

/** A document with a few things wrong, at `most` so many: pieces put in, cut out, doubled and moved. */
export function mutate(document: string, random: () => number, most = 6): string {
  let text = document;
  const at = () => Math.floor(random() * (text.length + 1));
  const times = 1 + Math.floor(random() * most);
  for (let time = 0; time < times; time++) {
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
    const piece = PIECES[Math.floor(random() * PIECES.length)] ?? "";
    const kind = random();
    if (kind < 0.4) text = text.slice(0, from) + piece + text.slice(from);
    else if (kind < 0.6) text = text.slice(0, from) + text.slice(Math.min(to, from + 40));
    else if (kind < 0.8) text = text.slice(0, to) + text.slice(from, Math.min(to, from + 200)) + text.slice(to);
    else if (kind < 0.9)
      text = text.slice(0, from) + String.fromCharCode(Math.floor(random() * 65_536)) + text.slice(from + 1);
    else text = text.slice(0, from);
  }
  return text;
}
