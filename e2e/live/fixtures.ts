import { randomUUID } from "node:crypto";
import { test as base, expect } from "../fixtures/test";
import type { Indico } from "./indico";
import { listPlaces, type Place } from "./places";
import { foyer } from "./portal";
import type { StaffAccount } from "./staff";

export type LiveOptions = { indicoVersion: string };

/** Tests of one place; every browser comes from an address of its own, so that no test uses up another's allowance. */
export const test = base.extend<{ indico: Indico }, LiveOptions & { place: Place; staff: StaffAccount }>({
  indicoVersion: ["", { option: true, scope: "worker" }],
  place: [
    async ({ indicoVersion }, use) => {
      const place = listPlaces().find(({ indico }) => indico.version === indicoVersion);
      if (!place) throw new Error(`INDICO_DEV names no Indico ${indicoVersion}`);
      await use(place);
    },
    { scope: "worker" },
  ],
  staff: [
    async ({ place }, use, { parallelIndex }) => {
      const email = `desk-${process.pid}-${parallelIndex}@example.org`;
      const password = `${randomUUID()}\n`;
      await foyer(place, ["staff", "create", "--email", email, "--name", "Desk", "--role", "admin"], password);
      await use({ email, password: password.trim() });
    },
    { scope: "worker" },
  ],
  indico: async ({ place }, use) => use(place.indico),
  baseURL: async ({ place }, use) => use(place.portalUrl),
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use) => use({ ...extraHTTPHeaders, "x-forwarded-for": newAddress() }),
});

export { expect };

/** An address of the block that is kept for tests of networks (RFC 2544). */
function newAddress(): string {
  const byte = () => Math.floor(Math.random() * 254) + 1;
  return `198.18.${byte()}.${byte()}`;
}
