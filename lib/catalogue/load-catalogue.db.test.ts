import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { loadCatalogue } from "./load-catalogue";

test("a service's name, place and description come in the page's language, where there is one", async () => {
  const { conferenceId } = await seedConference();
  const client = await db();
  const it = { name: "Cena", place: "Vecchio magazzino", description: "Tre portate." };
  await client.service.updateMany({
    where: { conferenceId, code: "DINNER" },
    data: { place: "Old Salt Store", description: "Three courses.", translations: { it } },
  });
  await client.service.updateMany({
    where: { conferenceId, code: "TOUR" },
    data: { description: "By the lagoon.", translations: { de: { name: "Ausflug", description: "" } } },
  });
  const { services } = await loadCatalogue(client, { conferenceId, locale: "de" });
  expect(services.find(({ code }) => code === "TOUR")).toMatchObject({
    name: "Ausflug",
    description: "By the lagoon.",
  });
  const dinnerIn = async (locale: string | null) => {
    const { services } = await loadCatalogue(client, { conferenceId, locale });
    return services.find(({ code }) => code === "DINNER");
  };
  expect(await dinnerIn("it")).toMatchObject(it);
  expect(await dinnerIn("en")).toMatchObject({ name: "Dinner", place: "Old Salt Store" });
  expect(await dinnerIn(null)).toMatchObject({ name: "Dinner", place: "Old Salt Store" });
});
