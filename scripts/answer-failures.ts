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
  const { writeHead, write, end, flushHeaders } = response;
  let page: string | undefined;
  const isReplaced = () => {
    if (page !== undefined) return true;
    const failure = PAGES[response.statusCode];
    if (!failure || response.headersSent) return false;
    page = errorPage(failure, [localeOf(request)]);
    for (const name of ["content-encoding", "transfer-encoding", "link", "etag"]) response.removeHeader(name);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-length", Buffer.byteLength(page));
    return true;
  };
  // A body that is compressed, or none, sends the head before the end.
  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    return Reflect.apply(writeHead, response, isReplaced() ? [status] : [status, ...rest]);
  };
  response.flushHeaders = () => {
    isReplaced();
    flushHeaders.call(response);
  };
  response.write = (...args: unknown[]) => isReplaced() || Reflect.apply(write, response, args);
  response.end = (...args: unknown[]) => {
    if (!isReplaced()) return Reflect.apply(end, response, args);
    const done = args.find((argument) => typeof argument === "function");
    return Reflect.apply(end, response, done ? [page, done] : [page]);
  };
}
