// Pages that stand when Next cannot make one: text of the catalogues in one small file, styled by public/error-page.css.
import type { IncomingMessage } from "node:http";
import { type HeaderSettings, securityHeaders } from "../lib/http/security-headers.ts";
import { chooseLocale, LOCALES, type ShippedLocale, wantedLocales } from "../lib/i18n/locales.ts";
import en from "../messages/en/site.json" with { type: "json" };
import it from "../messages/it/site.json" with { type: "json" };

const TEXTS = { en, it };
const STYLESHEET_ALONE = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'";
/** Machines read the status; a page would be no answer to them. */
const MACHINE_PATHS = /^\/(api|site|[^/]+\/site|health|metrics|sandbox\/[^/]+\/(api|v1))(\/|$)/;

/** What went wrong: keys of the catalogue `site`. */
export type Failure = "failure" | "notHere" | "badAddress" | "longAddress";

export function isMachinePath(url: string | undefined): boolean {
  return MACHINE_PATHS.test(url ?? "");
}

/** The language that was chosen by cookie, else the browser's. */
export function localeOf({ headers }: IncomingMessage): ShippedLocale {
  const chosen = /(?:^|;\s*)foyer_language=([\w.-]+)/.exec(headers.cookie ?? "")?.[1];
  return chooseLocale(LOCALES, wantedLocales(chosen, headers["accept-language"] ?? ""));
}

/** One page of HTML; with several languages, one after the other, for who could not say theirs. */
export function errorPage(failure: Failure, locales: readonly [ShippedLocale, ...ShippedLocale[]]): string {
  const [first] = locales;
  return `<!doctype html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${TEXTS[first][failure].title}</title>
<link rel="stylesheet" href="/error-page.css">
</head>
<body>
<main>
${locales.map((locale) => sayIn(failure, locale)).join("\n")}
</main>
</body>
</html>
`;
}

function sayIn(failure: Failure, locale: ShippedLocale): string {
  const { title, ...paragraphs } = TEXTS[locale][failure];
  const texts = Object.values(paragraphs).map((text) => `<p>${text}</p>`);
  return `<section lang="${locale}">\n<h1>${title}</h1>\n${texts.join("\n")}\n</section>`;
}

/** The headers of an error page that Next had no part in. */
export function errorPageHeaders(path: string, page: string, settings: HeaderSettings): Record<string, string> {
  return {
    ...securityHeaders(path, settings),
    "Content-Security-Policy": STYLESHEET_ALONE,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": String(Buffer.byteLength(page)),
    "Cache-Control": "no-store",
  };
}

/** In all our languages, English first. */
export const EVERY_LOCALE: readonly [ShippedLocale, ...ShippedLocale[]] = LOCALES;
