/** As people read it: an element, or a key, a line. */
export function indented(text: string, format: "xml" | "json"): string {
  if (format === "json") return JSON.stringify(JSON.parse(text), null, 2);
  let depth = 0;
  return text
    .replaceAll("><", ">\n<")
    .split("\n")
    .map((line) => {
      if (line.startsWith("</")) depth -= 1;
      const indent = "  ".repeat(Math.max(0, depth));
      if (/^<[^?/!][^>]*[^/]>$|^<[^?/!]>$/.test(line)) depth += 1;
      return indent + line;
    })
    .join("\n");
}
