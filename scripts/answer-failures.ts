// Next answers an exception with an empty body that only its scripts fill. Here it becomes a page that needs none.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Locale } from "../lib/i18n/locales.ts";
import en from "../messages/en/site.json" with { type: "json" };
import it from "../messages/it/site.json" with { type: "json" };
import { localeOf } from "./guard-requests.ts";

const TEXTS = { en: en.failure, it: it.failure };
/** Machines read the status; a page would be no answer to them. */
const MACHINE_PATHS = /^\/(api|site|[^/]+\/site|health|metrics|sandbox\/[^/]+\/(api|v1))(\/|$)/;

/**
 * Replaces the body of a page that failed (status 500) by a sentence on what to do, in the browser's language. Nothing
 * of the error is told. Call it before the request is handled.
 */
export function answerFailures(request: IncomingMessage, response: ServerResponse): void {
  if (MACHINE_PATHS.test(request.url ?? "")) return;
  const { write, end, flushHeaders } = response;
  let isAnswered = false;
  const answer = () => {
    if (isAnswered) return true;
    if (response.statusCode !== 500 || response.headersSent) return false;
    isAnswered = true;
    const page = failurePage(localeOf(request));
    for (const name of ["content-encoding", "transfer-encoding", "link", "etag"]) response.removeHeader(name);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-length", Buffer.byteLength(page));
    Reflect.apply(end, response, [page]);
    return true;
  };
  response.flushHeaders = () => {
    if (!answer()) flushHeaders.call(response);
  };
  response.write = (...args: unknown[]) => answer() || Reflect.apply(write, response, args);
  response.end = (...args: unknown[]) => {
    if (!answer()) return Reflect.apply(end, response, args);
    const done = args.find((argument) => typeof argument === "function");
    done?.();
    return response;
  };
}

function failurePage(locale: Locale): string {
  const { title, lead, form } = TEXTS[locale];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/error-page.css">
</head>
<body>
<main>
<h1>${title}</h1>
<p>${lead}</p>
<p>${form}</p>
</main>
</body>
</html>
`;
}
