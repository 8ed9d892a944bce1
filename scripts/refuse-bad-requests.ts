// Requests that Next cannot take: it would answer them by an empty page without our headers.
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { HeaderSettings } from "../lib/http/security-headers.ts";
import { EVERY_LOCALE, errorPage, errorPageHeaders, isMachinePath, localeOf } from "./error-page.ts";

/** An answer needs this long to leave before the connection of a client that still sends is cut. */
const LEAVE_MS = 1_000;

/**
 * Answers a request whose path is no text, such as `/r/%ff`, by 400.
 * @returns whether it was answered
 */
export function refuseMalformedPath(
  request: IncomingMessage,
  response: ServerResponse,
  settings: HeaderSettings,
): boolean {
  const [path = ""] = (request.url ?? "").split("?", 1);
  if (isText(path)) return false;
  const page = errorPage("badAddress", [localeOf(request)]);
  const headers = errorPageHeaders(path, page, settings);
  if (isMachinePath(path)) {
    const sentence = "The path of this address is no valid percent-encoding of UTF-8.\n";
    const plain = { "Content-Type": "text/plain; charset=utf-8", "Content-Length": String(sentence.length) };
    response.writeHead(400, { ...headers, ...plain }).end(sentence);
  } else {
    response.writeHead(400, headers).end(page);
  }
  return true;
}

function isText(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers a request head that is longer than the server takes, by 431 and in words: a link with too much behind it.
 * Nothing of the request was read, so its language is not known. What else is no HTTP gets Node's own short answers.
 */
export function answerBrokenRequests(server: Server, settings: HeaderSettings): void {
  const answered = new WeakSet<Duplex>();
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (answered.has(socket)) return; // the rest of the same head
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    answered.add(socket);
    socket.end(error.code === "HPE_HEADER_OVERFLOW" ? tooLong(settings) : bare(error.code));
    setTimeout(() => socket.destroy(), LEAVE_MS).unref();
  });
}

function tooLong(settings: HeaderSettings): string {
  const page = errorPage("longAddress", EVERY_LOCALE);
  const headers = { ...errorPageHeaders("/", page, settings), Connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 431 Request Header Fields Too Large\r\n${lines.join("\r\n")}\r\n\r\n${page}`;
}

function bare(code: string | undefined): string {
  const status = code === "ERR_HTTP_REQUEST_TIMEOUT" ? "408 Request Timeout" : "400 Bad Request";
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
}
