import { expect, test, vi } from "vitest";
import { checkPassword } from "@/lib/auth/check-password";
import { setupFile } from "@/lib/conference/setup.fixture";
import { COMMANDS } from "@/lib/console/commands";
import { type } from "@/lib/console/terminal.fixture";
import { db } from "@/lib/db/client";
import { queue } from "@/lib/jobs/queue";
import { log } from "@/lib/log/log";

const FILE = JSON.stringify(setupFile());

test("a conference goes in, comes out, and goes in again unchanged", async () => {
  const trial = await type("conference import c.json --trial", { files: { "c.json": FILE } });
  expect(trial).toMatchObject({ code: 0, out: expect.stringContaining("nothing was written") });
  expect((await type("conference list")).notes).toContain("no conference yet");

  const made = await type("conference import c.json", { files: { "c.json": FILE } });
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining("+ service boat\n") });
  const exported = await type("conference export tides-2027 again.json");
  const dearer = FILE.replace('"price":"35"', '"price":"38"');
  expect(await type("conference import c.json --trial", { files: { "c.json": dearer } })).toMatchObject({
    code: 0,
    out: expect.stringContaining('~ service boat: prices\n    prices (Boat).price: "35.00" -> "38.00"\n'),
  });
  const again = await type("conference import again.json", { files: exported.files });
  expect(again).toMatchObject({ code: 0, out: "tides-2027 has nothing to change." });
  expect((await type("conference export tides-2027")).out).toBe(exported.files["again.json"]?.trimEnd());
  expect((await type("conference list")).out).toBe(
    "tides-2027\t2027-05-31\tTides 2027\t0 registrations\thttps://indico.example.org event 101 form 33",
  );
});

test("a wrong file names its places; a missing one and one that is no JSON say so", async () => {
  const wrong = JSON.stringify({ ...setupFile(), quotas: [{ name: "Venue", capacity: -1 }] });
  expect(await type("conference import c.json", { files: { "c.json": wrong } })).toMatchObject({
    code: 1,
    notes: expect.stringContaining("c.json: nothing was changed.\n  quotas[0] (Venue).capacity: Give 0 or more."),
  });
  expect(await type("conference import c.json", { files: { "c.json": "{" } })).toMatchObject({
    code: 1,
    notes: expect.stringContaining("is not JSON"),
  });
  expect(await type("conference import nowhere.json")).toMatchObject({
    code: 1,
    notes: "There is no file nowhere.json.",
  });
  expect(await type("conference export nobody")).toMatchObject({ code: 1, notes: expect.stringContaining('"nobody"') });
});

test("a wrong option is named, all of them at once, and is nothing for the log", async () => {
  const error = vi.spyOn(log, "error");
  const wrong = await type('staff create --email bad --name "A" --role king');
  expect(wrong).toMatchObject({
    code: 1,
    notes: expect.stringMatching(/^"bad" is no e-mail address\.\nThere is no role "king"\. The roles are .*finance/),
  });
  const unanswered = await type('staff create --email a@example.org --name "A" --role desk');
  expect(unanswered).toMatchObject({ code: 1, notes: expect.stringContaining("No answer to Password") });
  expect(await type("staff disable --email nobody")).toMatchObject({
    code: 1,
    notes: '"nobody" is no e-mail address.',
  });
  expect(error).not.toHaveBeenCalled();
});

test("an account is made from options and answers, and its new password works", async () => {
  const made = await type('staff create --email Ama@example.org --name "Amara Okonkwo"', { answers: ["finance", ""] });
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringContaining("ama@example.org is finance in all conferences."),
  });
  const password = /once: (\S+)/.exec(made.out)?.[1] ?? "";
  expect((await checkPassword({ email: "ama@example.org", password }, "192.0.2.1")).ok).toBe(true);

  const again = await type('staff create --email ama@example.org --name "A" --role desk', { answers: [""] });
  expect(again).toMatchObject({ code: 1, notes: expect.stringContaining("staff grant") });
  expect(await type("staff grant --email ama@example.org --role desk --conference tides-2027")).toMatchObject({
    code: 0,
  });
  expect((await type("staff list")).out).toContain("finance in all conferences, desk in tides-2027");

  const typed = await type("staff password --email ama@example.org", { answers: ["correct horse battery"] });
  expect(typed.out).not.toContain("correct horse");
  const signIn = () => checkPassword({ email: "ama@example.org", password: "correct horse battery" }, "192.0.2.1");
  expect((await signIn()).ok).toBe(true);
  expect(await type("staff disable --email ama@example.org")).toMatchObject({ code: 0 });
  expect((await signIn()).ok).toBe(false);
  expect(await type("staff enable --email ama@example.org")).toMatchObject({ code: 0 });
  expect((await signIn()).ok).toBe(true);
});

test.each([
  { line: "staff create --email nobody --name A --role desk", answers: [], says: "no e-mail address" },
  { line: "staff create --email b@example.org --name A --role king", answers: [], says: "no role" },
  { line: "staff create --email b@example.org --name A --role desk", answers: ["short"], says: "12 characters" },
  { line: "staff grant --email nobody@example.org --role desk", answers: [], says: "no account" },
])("$line: $says", async ({ line, answers, says }) => {
  expect(await type(line, { answers: [...answers] })).toMatchObject({ code: 1, notes: expect.stringContaining(says) });
});

test("a credential shows its secret once, is listed without it, and is revoked", async () => {
  const made = await type("credential create --kind indico-cron --name cron --indico https://indico.example.org/");
  const secret = /once: (\S+)/.exec(made.out)?.[1] ?? "";
  expect(secret).toMatch(/^foyer_[\w-]{43}$/);
  const listed = await type("credential list");
  expect(listed.out).toBe("cron\tindico-cron\thttps://indico.example.org\tlast used never");
  expect(await type("credential revoke cron")).toMatchObject({ code: 0 });
  expect(await type("credential revoke cron")).toMatchObject({ code: 1 });
  expect((await type("credential list")).out).toContain("revoked 20");
  const nowhere = await type("credential create --kind indico-cron --name x --indico https://no.example.org");
  expect(nowhere).toMatchObject({ code: 1, notes: expect.stringContaining("Import the conference") });
});

test("a Convio client shows its key and its signing secret once; wrong hosts and addresses are named", async () => {
  const made = await type(
    "credential create --kind convio-client --name site --conference tides-2027 --host *.pco.example",
  );
  expect(made.out).toMatch(
    /api_key, shown this once: foyer_[\w-]{43}\nSecret that redirects are signed with, .*: [\w-]{43}$/,
  );
  const server = await type("credential create --kind convio-server --name desk-system --address 10.0.0.0/8");
  expect(server.out).toMatch(/login_password, shown this once: foyer_[\w-]{43}$/);
  expect((await type("credential list")).out).toContain(
    "desk-system\tconvio-server\tevery conference\tlast used never",
  );
  const host = await type("credential create --kind convio-client --name other --host https://pco.example");
  expect(host).toMatchObject({ code: 1, notes: expect.stringContaining("https://pco.example") });
  const address = await type("credential create --kind convio-server --name other --address 10.0.0.0/40");
  expect(address).toMatchObject({ code: 1, notes: expect.stringContaining("10.0.0.0/40") });
  expect(await type("credential create --kind convio-client --name site")).toMatchObject({ code: 1 });
  expect(await type("credential create --kind convio-client --name x --address 10.0.0.1")).toMatchObject({ code: 2 });
});

test("an event app is connected once somebody says what it does with what is missing", async () => {
  const create = "credential create --kind lenos --name spotme --conference tides-2027";
  expect(await type(create)).toMatchObject({ code: 2 });
  expect(await type(`${create} --removes perhaps`)).toMatchObject({ code: 2 });
  const made = await type(`${create} --removes yes --personal --address 10.0.0.0/8`);
  expect(made.out).toMatch(/password, shown this once: [\w-]{32}$/);
  const { appAccess } = await (await db()).credential.findUniqueOrThrow({
    where: { name: "spotme" },
    include: { appAccess: true },
  });
  expect(appAccess).toMatchObject({
    mode: "mirror",
    seesPersonal: true,
    mayRegister: false,
    takesPasswordInUrl: true,
  });
  expect((await type(`${create} --removes no`)).code).toBe(1);
  expect((await type("credential create --kind lenos --name x --conference nowhere --removes no")).code).toBe(1);
});

test("sync sends a job for each registration of Indico", async () => {
  const client = await db();
  const { id: conferenceId } = await client.conference.findUniqueOrThrow({ where: { slug: "tides-2027" } });
  for (const number of [1, 2]) {
    const data = { publicId: `P${number}`, conferenceId, number, email: "a@example.org", indicoDbId: 2_000 + number };
    const { id } = await client.registration.create({ data });
    await client.mirror.create({
      data: { registrationId: id, state: "in_step", wantPaid: number === 1 ? true : null },
    });
  }
  const synced = await type("indico sync tides-2027");
  expect(synced.out).toBe("Jobs are on their way for 2 registrations to read and 1 to compare.");
  const boss = await queue();
  expect(await boss.findJobs("registration.prefill", {})).toHaveLength(2);
  expect(await boss.findJobs("mirror.write", {})).toHaveLength(1);
  expect(await type("indico sync nowhere")).toMatchObject({ code: 1 });
});

test("the test of a connection says what is wrong and what to do", async () => {
  const file = setupFile({ slug: "dead", url: "http://127.0.0.1:9", formId: 99, referencePrefix: "DEAD" });
  await type("conference import c.json", { files: { "c.json": JSON.stringify(file) } });
  expect(await type("indico test dead")).toMatchObject({
    code: 1,
    out: "dead\tfailed\tIndico does not answer. Check the address and the network between.",
  });
});

test("what machines read is put right where a test wrote past it, and sent again", async () => {
  const differed = { code: 1, out: expect.stringMatching(/rows differed, and were put right\.$/) };
  expect(await type("feed audit tides-2027")).toMatchObject(differed);
  expect(await type("feed audit tides-2027")).toMatchObject({ code: 0, out: expect.stringMatching(/all right\.$/) });
  const sent = { code: 0, out: "tides-2027: everything is sent again." };
  expect(await type("feed resend tides-2027")).toMatchObject(sent);
});

test("the log and the ledger are whole after all of this", async () => {
  expect(await type("audit verify tides-2027")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/entries, all whole\.$/),
  });
  expect(await type("ledger check")).toMatchObject({ code: 0, out: "Everything adds up." });
});

test.each(Object.keys(COMMANDS))("%s --help explains every form, and wrong words show it", async (name) => {
  const help = await type(`${name} --help`);
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining(`npm run foyer -- ${name} `) });
  expect(await type(`${name} nonsense of words`)).toMatchObject({ code: 2 });
  expect(await type(`${name} --nonsense`)).toMatchObject({ code: 2 });
});
