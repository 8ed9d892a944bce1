import { expect, test } from "vitest";
import { inTurn } from "./take-turns";

/** Something that takes until it is told to end. */
function task(conferenceId: number, begun: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const done = inTurn(conferenceId, () => {
    begun.push(name);
    return promise;
  });
  return { done, end: () => resolve(name), fail: () => reject(new Error(name)) };
}

test("three run at once, the others begin one by one in the order in which they came", async () => {
  const begun: string[] = [];
  const tasks = ["a", "b", "c", "d", "e"].map((name) => task(1, begun, name));
  expect(begun).toEqual(["a", "b", "c"]);
  tasks[1]?.end();
  expect(await tasks[1]?.done).toBe("b");
  expect(begun).toEqual(["a", "b", "c", "d"]);
  for (const { end } of tasks) end();
  expect(await Promise.all(tasks.map(({ done }) => done))).toEqual(["a", "b", "c", "d", "e"]);
});

test("whoever fails hands the turn on", async () => {
  const begun: string[] = [];
  const tasks = ["a", "b", "c", "d"].map((name) => task(2, begun, name));
  tasks[0]?.fail();
  await expect(tasks[0]?.done).rejects.toThrow("a");
  expect(begun).toEqual(["a", "b", "c", "d"]);
  for (const { end } of tasks.slice(1)) end();
  await Promise.all(tasks.slice(1).map(({ done }) => done));
});

test("another conference has a line of its own", async () => {
  const begun: string[] = [];
  const full = ["a", "b", "c", "d"].map((name) => task(3, begun, name));
  const other = task(4, begun, "other");
  expect(begun).toEqual(["a", "b", "c", "other"]);
  for (const { end } of [...full, other]) end();
  await Promise.all([...full, other].map(({ done }) => done));
});
