import { expect, test } from "vitest";
import { answerSandbox } from "@/app/sandbox/indico/answer-sandbox";
import { env } from "@/lib/env";
import { SANDBOX_TOKENS } from "@/lib/sandbox/indico/answer";

test("outside the demo there is no sandbox, whatever the token", async () => {
  expect(env().isDemo).toBe(false);
  const headers = { authorization: `Bearer ${SANDBOX_TOKENS.all}` };
  const request = new Request("http://127.0.0.1/sandbox/indico/api/checkin/event/101/", { headers });
  expect((await answerSandbox(request)).status).toBe(404);
});
