/** The characters that XML 1.0 (section 2.2) has no place for; half a surrogate pair is none. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A text without what XML 1.0 cannot hold, or with something in its place. */
export function allowedInXml(text: string, inItsPlace = ""): string {
  return text.replaceAll(NOT_IN_XML, inItsPlace);
}
