import { accentsOf } from "@/lib/look/accent";

/**
 * The text of `/look/{slug}.css`: all that a conference changes about the pages. Computed values stand in where a
 * browser knows no relative colours (Firefox before 128) or no `light-dark()` (Safari before 17.5: light theme only).
 * The doubled `:root` makes it win over the default colour wherever the browser puts the stylesheet.
 * @param conference the conference's colour, `#rrggbb`
 * @throws RangeError when it is anything else, so that no other text can enter the stylesheet
 */
export function conferenceStylesheet(conference: string): string {
  const { light, dark, onConference } = accentsOf(conference);
  return `@supports not (color: color(from red xyz-d65 x y z)) {
  :root:root { --on-conference: ${onConference}; --accent: light-dark(${light}, ${dark}); }
}
@supports not (color: light-dark(red, red)) {
  :root:root { --on-conference: ${onConference}; --accent: ${light}; }
}
:root:root { --conference: ${conference.toLowerCase()}; }
`;
}
