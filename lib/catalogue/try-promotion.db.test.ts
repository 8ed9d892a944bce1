import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { LIMITS, takeToken } from "@/lib/limits/take-token";
import { tryPromotion } from "./try-promotion";

test("many addresses guess no faster than a conference's limit, and whoever runs the portal is told", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  await client.promotion.create({
    data: { conferenceId, code: "EARLY-10", label: "", position: 0, basisPoints: 1000 },
  });
  const from = (address: string, typed: string) => tryPromotion(conferenceId, typed, { address, registrationId: null });
  const { burst } = LIMITS.promotionByConference;
  expect(await takeToken("promotionByConference", String(conferenceId), burst - 1)).toBe("given");
  // One that there is gives its token back.
  expect(await from("198.18.7.1", "EARLY-10")).toBe("given");
  expect(await from("198.18.7.2", "EARLY-11")).toBe("given");
  expect(await from("198.18.7.3", "EARLY-12")).toBe("spent");
  expect(await client.incident.findUnique({ where: { what: "promotion-guesses" } })).toMatchObject({ count: 1 });
  const { conferenceId: other } = await seedConference();
  const elsewhere = { address: "198.18.7.4", registrationId: null };
  expect(await tryPromotion(other, "EARLY-12", elsewhere)).toBe("given");
});
