// Next drops a route's own Content-Length and cuts its answer in chunks. Where an answer's length is a promise of its
// wholeness, the route says it by this header, and it becomes the answer's unless Next compressed it.
import type { ServerResponse } from "node:http";

const SAID = "x-whole-length";

/** Turns the length that a route says of its body into the answer's Content-Length. Call it before the request is handled. */
export function tellLength(response: ServerResponse): void {
  const { writeHead } = response;
  response.writeHead = (...args: unknown[]) => {
    const length = response.getHeader(SAID);
    if (length !== undefined) {
      response.removeHeader(SAID);
      const isPlain = !response.hasHeader("content-encoding") && !response.hasHeader("transfer-encoding");
      if (isPlain) response.setHeader("content-length", length);
    }
    return Reflect.apply(writeHead, response, args);
  };
}
