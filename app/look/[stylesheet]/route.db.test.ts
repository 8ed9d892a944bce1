import { expect, test } from "vitest";
import { seedConference } from "@/lib/db/test-conference";
import { GET } from "./route";

function get(stylesheet: string, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3999/look/${encodeURIComponent(stylesheet)}`, { headers });
  return GET(request, { params: Promise.resolve({ stylesheet }) });
}

test("a conference's colour, asked for again only when it changed", async () => {
  const { conference } = await seedConference();
  const first = await get(`${conference.slug}.css`);
  expect(first.status).toBe(200);
  expect(await first.text()).toContain(`--conference: ${conference.colour}`);
  const etag = first.headers.get("etag") ?? "";
  const again = await get(`${conference.slug}.css`, { "if-none-match": `W/"other", ${etag}` });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test.each(["nobody.css", "nobody", ".css", "a\u0000b.css", "../x.css"])("“%s” is no stylesheet", async (name) => {
  expect((await get(name)).status).toBe(404);
});
