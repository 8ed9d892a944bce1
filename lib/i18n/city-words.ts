/** A city for a sentence: Italian says "ad Aveiro", but "a Lisbona". `initial` is "a" or "other", for an ICU select. */
export function cityWords(city: string): { city: string; initial: "a" | "other" } {
  const first = city.normalize("NFD").charAt(0).toLowerCase();
  return { city, initial: first === "a" ? "a" : "other" };
}
