import { beforeAll, describe, expect, test, vi } from "vitest";
import { connect } from "@/lib/db/client";
import type { Conference } from "@/lib/db/generated/client";
import { seedConference } from "@/lib/db/test-conference";
import { queue } from "@/lib/jobs/queue";
import { codeFor, followed, indicoSays, linkTo, wrong } from "./followed-link.fixture";
import { loadLinkRequest } from "./load-request";
import type { LinkReading } from "./read-link";
import { verifyCode } from "./verify";

let conference: Conference;

beforeAll(async () => {
  await queue();
  ({ conference } = await seedConference());
});

type Page = "A" | "B";
/** Which page a wrong code is typed on, one after the other. */
const GUESSES: Page[][] = [["B"], ["A"], ["A", "B", "B"], ["B", "B", "B", "B", "B"], ["A", "A", "A", "A", "A", "B"]];

/** Follows one link twice, the job of A first, types wrong codes, and tells what was answered and what stands there. */
async function seenAfter(says: LinkReading, guesses: Page[]) {
  const link = linkTo(conference);
  const reading = indicoSays(says);
  const pages = { A: await followed(conference, link, reading), B: await followed(conference, link, reading) };
  const code = says === "disagrees" ? "000000" : wrong(await codeFor(link.email));
  const answers = [];
  for (const page of guesses) answers.push(await verifyCode(pages[page], code, undefined));
  const shown = [];
  for (const requestId of Object.values(pages)) {
    const { triesLeft, wasWrong } = (await loadLinkRequest(requestId)) ?? {};
    shown.push({ triesLeft, wasWrong });
  }
  return { answers, shown };
}

describe("two pages of one link show the same whether or not anybody is registered", () => {
  test.each(GUESSES.map((guesses) => ({ guesses, on: guesses.join(", ") })))("guesses on $on", async ({ guesses }) => {
    const [registered, away, nobody] = [
      await seenAfter("agrees", guesses),
      await seenAfter("no-answer", guesses),
      await seenAfter("disagrees", guesses),
    ];
    expect(registered).toEqual(nobody);
    expect(away).toEqual(nobody);
    const left = (page: Page) => 5 - guesses.filter((guess) => guess === page).length;
    expect(nobody.shown).toEqual([
      { triesLeft: left("A"), wasWrong: left("A") < 5 },
      { triesLeft: left("B"), wasWrong: left("B") < 5 },
    ]);
  });
});

test("a wrong code costs the same statements and writes whether or not anybody is registered", async () => {
  const statements: string[][] = [];
  for (const says of ["agrees", "disagrees"] as const) {
    const link = linkTo(conference);
    await followed(conference, link, indicoSays(says));
    const page = await followed(conference, link, indicoSays(says));
    const code = says === "disagrees" ? "000000" : wrong(await codeFor(link.email));
    statements.push(await statementsOf(() => verifyCode(page, code, undefined)));
  }
  expect(statements[0]?.length).toBeGreaterThan(1);
  expect(statements[1]).toEqual(statements[0]);
});

/** What is asked of the database while something is done: kind of statement, and how many rows came back of it. */
async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  const { prisma } = await connect();
  const statements: string[] = [];
  const original = prisma.$transaction.bind(prisma) as (...given: unknown[]) => Promise<unknown>;
  const noting = (steps: (tx: object) => unknown, ...rest: unknown[]) =>
    original((tx: object) => steps(watched(tx, statements)), ...rest);
  const spy = vi.spyOn(prisma, "$transaction").mockImplementation(noting as never);
  try {
    await act();
  } finally {
    spy.mockRestore();
  }
  return statements;
}

/** The client of a transaction, which notes each call: `$queryRaw`, `linkRequest.updateMany`. */
function watched<T extends object>(client: T, statements: string[], path = ""): T {
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name);
      const at = `${path}${String(name)}`;
      if (typeof value === "function") {
        return async (...given: unknown[]) => {
          const answer = await value.apply(target, given);
          statements.push(`${at}: ${Array.isArray(answer) ? answer.length : JSON.stringify(answer)}`);
          return answer;
        };
      }
      return typeof value === "object" && value !== null ? watched(value, statements, `${at}.`) : value;
    },
  });
}
