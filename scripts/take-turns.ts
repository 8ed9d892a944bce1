// In a rush a thousand pages at once would all be slow: each holds its memory and its locks until the last is done.
import type { IncomingMessage, ServerResponse } from "node:http";

/** More would only share the same processor. */
const AT_ONCE = 12;
/** A page that waits for somebody else (Indico, the card provider, a slow line) lets the next one begin. */
const TURN_MS = 2_000;
/** Machines, built files, and what the demo asks of itself while a page waits for the answer. */
const WITHOUT_TURN = /^\/(((_next|api|health|metrics|sandbox|look|site)(\/|$|\?))|[^/]+\/site\/[CS]R)/;

type TakeTurn = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/**
 * Lets pages begin in the order in which they were asked for, a few at a time.
 * @returns waits until the request may begin; false when whoever asked is gone meanwhile
 */
export function makeTurns({ atOnce = AT_ONCE, turnMs = TURN_MS } = {}): TakeTurn {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const beginNext = () => {
    while (busy < atOnce && waiting.length) {
      busy += 1;
      waiting.shift()?.();
    }
  };
  return async (request, response) => {
    if (WITHOUT_TURN.test(request.url ?? "")) return true;
    await new Promise<void>((begin) => {
      waiting.push(begin);
      beginNext();
    });
    let isOver = false;
    const end = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      busy -= 1;
      beginNext();
    };
    const timer = setTimeout(end, turnMs);
    if (response.destroyed) end();
    else response.once("close", end);
    return !isOver;
  };
}
