import { expect, test } from "vitest";
import { LIMITS, takeToken } from "./take-token";

test("gives the burst, then refuses, for each subject apart", async () => {
  const { burst } = LIMITS.linkByMailbox;
  const answers = await Promise.all(Array.from({ length: burst + 5 }, () => takeToken("linkByMailbox", "r1")));
  expect(answers.filter((answer) => answer === "given")).toHaveLength(burst);
  expect(await takeToken("linkByMailbox", "r2")).toBe("given");
});

test("gives several at once, or none of them", async () => {
  const { burst } = LIMITS.linkByMailbox;
  expect(await takeToken("linkByMailbox", "r3", burst - 1)).toBe("given");
  expect(await takeToken("linkByMailbox", "r3", 2)).toBe("refused");
  expect(await takeToken("linkByMailbox", "r3")).toBe("given");
  expect(await takeToken("linkByMailbox", "r3")).toBe("refused");
});
