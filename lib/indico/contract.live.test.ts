import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "vitest";
import { type ContractSubject, describeContract } from "@/lib/indico/contract-suite";

/** `INDICO_DEV`: the dev.json of one or more running Indicos, comma-separated. */
const paths = (process.env.INDICO_DEV ?? "").split(",").filter(Boolean);

if (paths.length === 0) {
  describe("Indico's contract on a real Indico", () => {
    test.skip("SKIPPED: INDICO_DEV names no dev.json of a running Indico", () => {});
  });
}

for (const path of paths) {
  const dev = JSON.parse(readFileSync(path, "utf8"));
  const key = readFileSync(join(dirname(path), "dev.key"), "utf8").trim();
  const ask = async (query: string) => {
    const reply = await fetch(`${dev.base_url}/_dev/${query}`, { headers: { "X-Dev-Key": key } });
    if (!reply.ok) throw new Error(`${query}: ${reply.status}`);
    return reply.json();
  };
  const registrations = dev.registrations ?? dev.people;
  const connect = async (): Promise<ContractSubject> => ({
    baseUrl: dev.base_url,
    api: dev.indico_version.startsWith("3.2") ? "legacy" : "check-in",
    portalUrl: dev.portal_url,
    eventId: dev.events.main,
    formId: dev.forms.main,
    moderatedFormId: dev.forms.moderated,
    tokens: {
      all: dev.tokens.token,
      registrants: dev.tokens.token_registrants_only,
      none: dev.tokens.token_no_scope,
      outsider: dev.tokens.token_outsider,
    },
    hasExport: true,
    filledIn: {
      registrationDbId: registrations["unpaid-arabic"].registration_db_id,
      friendlyId: registrations["unpaid-arabic"].friendly_id,
      email: registrations["unpaid-arabic"].email,
      phone: "+39 040 5550004",
      countryCode: "EG",
      address: "Via Esempio 4\n34149 Trieste",
      priceMinor: 67_000,
    },
    priceZero: { registrationDbId: registrations["zero-price"].registration_db_id },
    register: async (formId) => {
      const { registrations: made } = await ask(`register?n=1&form=${formId}`);
      const [one] = made;
      return { registrationDbId: one.registration_db_id, friendlyId: one.friendly_id, email: one.email };
    },
    act: async (action, registrationDbId) => {
      await ask(`act?action=${action}&ids=${registrationDbId}`);
    },
  });
  describeContract(`Indico ${dev.indico_version}`, connect);
}
