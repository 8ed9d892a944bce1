// Next answers an exception with an empty body that only its scripts fill, and a wrong method with none at all. Here both
// become a page that needs no script.
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorPage, type Failure, isMachinePath, localeOf } from "./error-page.ts";

const PAGES: Partial<Record<number, Failure>> = { 405: "notHere", 500: "failure" };

/**
 * Replaces the body of a page that failed (500), or of an address that takes forms alone (405), by a sentence on what to
 * do, in the browser's language. Nothing of an error is told. Call it before the request is handled.
 */
export function answerFailures(request: IncomingMessage, response: ServerResponse): void {
  if (isMachinePath(request.url)) return;
  const { write, end, flushHeaders } = response;
  let isAnswered = false;
  const answer = () => {
    if (isAnswered) return true;
    const failure = PAGES[response.statusCode];
    if (!failure || response.headersSent) return false;
    isAnswered = true;
    const page = errorPage(failure, [localeOf(request)]);
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
