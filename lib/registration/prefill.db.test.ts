import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { db, transaction } from "@/lib/db/client";
import { seedConference } from "@/lib/db/test-conference";
import { newPublicId } from "@/lib/ids/public-id";
import { readForPrefill } from "@/lib/indico/read-for-foyer";
import { queue } from "@/lib/jobs/queue";
import { SANDBOX_TOKENS } from "@/lib/sandbox/indico/answer";
import { type Mood, startIndico } from "@/lib/sandbox/indico/local-indico.fixture";
import { seedSandboxIndico } from "@/lib/sandbox/indico/seed";
import { seal } from "@/lib/secrets/seal";
import { isPrefillWanted, JOB_WAITS_MS, PAGE_WAITS_MS, prefillRegistration } from "./prefill";
import { detailsVersion, saveDetails } from "./save-details";

type Indico = Awaited<ReturnType<typeof startIndico>>;

let indico: Indico;
let conferenceId: number;

beforeAll(async () => {
  await queue();
  await transaction((tx) => seedSandboxIndico(tx, new Date()));
  indico = await startIndico();
  ({ conferenceId } = await seedConference());
  const client = await db();
  await client.conference.update({
    where: { id: conferenceId },
    data: {
      indicoUrl: indico.url,
      indicoEventId: 101,
      indicoFormId: 33,
      indicoTokenSealed: seal(SANDBOX_TOKENS.all, "indico-token"),
      indicoMapping: {
        fields: [{ from: { title: "Dietary requirements" }, to: { question: "diet" } }],
        categories: [],
      },
    },
  });
  await client.question.create({
    data: { conferenceId, key: "diet", type: "text", label: "Diet", position: 1 },
  });
});

afterAll(() => indico.stop());

/** Somebody who came by the link and has filled in nothing; each test takes a registrant of its own. */
async function arrive(indicoDbId: number, changes: { email?: string; isConfirmed?: boolean } = {}) {
  const client = await db();
  const { email } = await client.sandboxRegistration.findUniqueOrThrow({ where: { id: indicoDbId } });
  const person = await client.person.create({ data: { email, firstName: "", lastName: "" } });
  const { id } = await client.registration.create({
    data: {
      publicId: newPublicId(),
      conferenceId,
      number: indicoDbId,
      personId: person.id,
      email,
      indicoDbId,
      indicoFriendlyId: indicoDbId - 2_000,
      prefill: "waiting",
      ...changes,
    },
  });
  return id;
}

const page = (id: number) => prefillRegistration(id, readForPrefill, PAGE_WAITS_MS);
const job = (id: number) => prefillRegistration(id, readForPrefill, JOB_WAITS_MS);

async function registrationOf(id: number) {
  return (await db()).registration.findUniqueOrThrow({ where: { id }, include: { answers: true, mirror: true } });
}

async function fillInByHand(id: number, values: Record<string, string>) {
  const form = { firstName: "By hand", lastName: "Typed", country: "PT", ...values };
  const version = detailsVersion(await registrationOf(id));
  return saveDetails(id, { values: form, version, locale: "en" }, new Date());
}

test("a form is filled in from Indico, the answers with it", async () => {
  const id = await arrive(2001);
  expect(await page(id)).toBe("done");
  expect(await registrationOf(id)).toMatchObject({
    firstName: "Ingibjörg",
    lastName: "Halldórsdóttir",
    country: "IS",
    indicoState: "unpaid",
    prefill: "done",
    answers: [{ value: "Vegetarian", indicoValue: "Vegetarian" }],
    mirror: { state: "in_step", seenPaid: false },
  });
  expect(await isPrefillWanted(id)).toBe(false);
});

test("a correction stays beside Indico's value; what nobody touched follows Indico", async () => {
  const id = await arrive(2002);
  await page(id);
  await fillInByHand(id, {
    firstName: "Jónas",
    lastName: "Weber",
    country: "DE",
    affiliation: "Pegelamt Nordsee",
    "answer.diet": "No fish",
  });
  const client = await db();
  await client.sandboxRegistration.update({
    where: { id: 2002 },
    data: { firstName: "Johannes", affiliation: "Pegelamt" },
  });
  await job(id);
  expect(await registrationOf(id)).toMatchObject({
    firstName: "Jónas",
    indicoProfile: { firstName: "Johannes" },
    affiliation: "Pegelamt",
    answers: [{ value: "No fish", indicoValue: "None" }],
  });
});

describe("an Indico that does not answer", () => {
  test.each<{ mood: Mood; dbId: number; why: string }>([
    { mood: "rubbish", dbId: 2003, why: "answers rubbish" },
    { mood: "with-errors", dbId: 2004, why: "is broken" },
    { mood: "slowly", dbId: 2005, why: "takes five seconds" },
  ])("$why: the form by hand at once, the gap filled by the job", { timeout: 30_000 }, async ({ mood, dbId }) => {
    const id = await arrive(dbId);
    indico.feel(mood);
    onTestFinished(() => indico.feel("well"));
    const started = performance.now();
    expect(await page(id)).toBe("late");
    expect(performance.now() - started).toBeLessThan(PAGE_WAITS_MS + 700);
    expect(await registrationOf(id)).toMatchObject({ prefill: "late", firstName: "", indicoReadAt: null });
    expect(await isPrefillWanted(id)).toBe(true);

    expect(await fillInByHand(id, { affiliation: "" })).toMatchObject({ ok: true });
    if (mood !== "slowly") indico.feel("well");
    expect(await job(id)).toBe("done");
    const filled = await registrationOf(id);
    const known = await (await db()).sandboxRegistration.findUniqueOrThrow({ where: { id: dbId } });
    expect(filled, "what was typed").toMatchObject({ firstName: "By hand", lastName: "Typed", country: "PT" });
    expect(filled, "what was left empty").toMatchObject({ affiliation: known.affiliation, position: known.position });
    expect(filled.indicoProfile).toMatchObject({ firstName: known.firstName });
  });

  test("is down, and comes back", async () => {
    const id = await arrive(2006);
    const client = await db();
    const where = { id: conferenceId };
    await client.conference.update({ where, data: { indicoUrl: "http://127.0.0.1:1" } });
    onTestFinished(() => client.conference.update({ where, data: { indicoUrl: indico.url } }).then(() => {}));
    expect(await page(id)).toBe("late");
    await client.conference.update({ where, data: { indicoUrl: indico.url } });
    expect(await job(id)).toBe("done");
    expect(await registrationOf(id)).toMatchObject({ firstName: "Zoë <b>", affiliation: "<script>x</script> Labs" });
  });

  const certificate = expiredCertificate();
  test.skipIf(!certificate)(
    `shows an expired certificate${certificate ? "" : ": SKIPPED, there is no openssl here"}`,
    async () => {
      const expired = await startIndico(certificate ?? undefined);
      const client = await db();
      const where = { id: conferenceId };
      await client.conference.update({ where, data: { indicoUrl: expired.url } });
      onTestFinished(async () => {
        expired.stop();
        await client.conference.update({ where, data: { indicoUrl: indico.url } });
      });
      const id = await arrive(2007);
      expect(await page(id)).toBe("late");
      expect(expired.asked(), "nothing is sent over such a connection").toBe(0);
      expect(await fillInByHand(id, {})).toMatchObject({ ok: true });
    },
  );
});

test("characters that the database cannot keep are left out of what Indico says", async () => {
  const id = await arrive(2011);
  indico.feel("unkeepable");
  onTestFinished(() => indico.feel("well"));
  expect(await page(id)).toBe("done");
  const known = await (await db()).sandboxRegistration.findUniqueOrThrow({ where: { id: 2011 } });
  const filled = await registrationOf(id);
  expect(filled).toMatchObject({ prefill: "done", firstName: `${known.firstName}\ufffd` });
  expect(filled.answers).toHaveLength(1);
  expect(filled.indicoProfile).toMatchObject({ affiliation: `${known.affiliation}\ufffd` });
});

describe("an unconfirmed registration", () => {
  test("is confirmed by a reading that names the same mailbox", async () => {
    const id = await arrive(2008, { isConfirmed: false });
    expect(await job(id)).toBe("done");
    expect(await registrationOf(id)).toMatchObject({ isConfirmed: true, prefill: "done" });
  });

  test("shows nothing of a registration that is another mailbox's", async () => {
    const id = await arrive(2009, { isConfirmed: false, email: "squatter@example.org" });
    expect(await job(id)).toBe("mismatch");
    expect(await registrationOf(id)).toMatchObject({
      isConfirmed: false,
      prefill: "mismatch",
      firstName: "",
      lastName: "",
      indicoProfile: {},
      indicoState: null,
      answers: [],
      mirror: null,
    });
    expect(await fillInByHand(id, {})).toEqual({ ok: false, error: { code: "closed" } });
  });
});

test("what Indico has deleted is said to be deleted", async () => {
  const id = await arrive(2010);
  await (await db()).sandboxRegistration.update({ where: { id: 2010 }, data: { isDeleted: true } });
  expect(await page(id)).toBe("done");
  expect(await registrationOf(id)).toMatchObject({ indicoState: "deleted" });
});

/** Signed by itself, and over since yesterday; null where there is no openssl. */
function expiredCertificate(): { key: string; cert: string } | null {
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-certificate-"));
  const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  try {
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl("req", ...key, "-keyout", "site.key", "-out", "site.csr", "-subj", "/CN=Indico");
    openssl("x509", "-req", "-in", "site.csr", "-signkey", "site.key", "-days", "-1", "-out", "site.pem");
    return {
      key: readFileSync(path.join(folder, "site.key"), "utf8"),
      cert: readFileSync(path.join(folder, "site.pem"), "utf8"),
    };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("an answer in part fills what it has, forgets nothing, and is asked again", async () => {
  const id = await arrive(2017);
  await page(id);
  const before = await registrationOf(id);
  expect(before.answers).toHaveLength(1);
  const part = {
    email: before.email,
    state: "unknown",
    isPaid: false,
    checkedIn: false,
    priceMinor: null,
    currency: null,
  };
  const reading = { ...part, isWhole: false, friendlyId: null, profile: {}, answers: {}, categoryCode: null };
  expect(await prefillRegistration(id, async () => ({ kind: "read", reading }), PAGE_WAITS_MS)).toBe("late");
  expect(await registrationOf(id)).toMatchObject({
    prefill: "late",
    indicoState: before.indicoState,
    firstName: before.firstName,
    answers: before.answers,
  });
  expect(await isPrefillWanted(id)).toBe(true);
});
