import { globSync } from "node:fs";
import { expect, test } from "vitest";

/** This suite runs with a production's configuration. */
const files = globSync("app/sandbox/**/{page.tsx,route.ts}").sort();
const params = Promise.resolve({ path: ["v1"], dbId: "2001", checkoutId: "cs_test", mailId: "1", attachmentId: "1" });
const searchParams = Promise.resolve({});

test("the sandbox has pages and routes", () => {
  expect(files.length).toBeGreaterThan(8);
});

test.each(files)("%s is not there outside the demo", async (file) => {
  const handlers: Record<string, (...args: unknown[]) => Promise<unknown>> = await import(
    /* @vite-ignore */ `../../${file}`
  );
  for (const [name, handler] of Object.entries(handlers)) {
    if (name === "generateMetadata") continue;
    const request = new Request("http://127.0.0.1/sandbox", name === "POST" ? { method: "POST", body: "pay=1" } : {});
    const answer = name === "default" ? handler({ params, searchParams }) : handler(request, { params });
    const outcome = await answer.catch((error: unknown) => error);
    if (name === "default") expect(outcome).toMatchObject({ digest: expect.stringContaining("404") });
    else expect(outcome).toMatchObject({ status: 404 });
  }
});
