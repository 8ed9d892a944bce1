import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Carrier, OutgoingMail } from "@/lib/mail/outgoing-mail";
import { smtpCarrier } from "@/lib/mail/send-by-smtp";
import { type Fault, startSmtpServer } from "@/lib/mail/smtp-server.fixture";

const TIMEOUT_MS = 300;

const mail: OutgoingMail = {
  mailId: 7,
  recipient: "i.halldorsdottir@nordurhofn.example.org",
  subject: "Paid and confirmed: Mareograph 2027",
  text: "See you in Aveiro, Ingibjörg.",
  html: "<p>See you in Aveiro, Ingibjörg.</p>",
  replyTo: "registration@tidewater.example.org",
  attachments: [
    { filename: "receipt-2027-0388.pdf", contentType: "application/pdf", content: Buffer.from("%PDF-1.3") },
    { filename: "transfer-qr.png", contentType: "image/png", content: Buffer.from("PNG"), cid: "transfer-qr" },
  ],
};

let server: Awaited<ReturnType<typeof startSmtpServer>>;
let carry: Carrier;

beforeAll(async () => {
  server = await startSmtpServer();
});
beforeEach(() => {
  server.state.fault = null;
  server.taken.length = 0;
  carry = smtpCarrier({
    url: server.url,
    from: "Foyer <registration@example.org>",
    hostname: "register.example.org",
    timeoutMs: TIMEOUT_MS,
  });
});
afterAll(() => server.close());

/** The header lines, unfolded. */
function headersOf(content: string): string[] {
  return (content.split("\r\n\r\n")[0] ?? "").replace(/\r\n[ \t]+/g, " ").split("\r\n");
}

test("a mail arrives with its two forms and its attachments", async () => {
  expect(await carry(mail)).toEqual({ ok: true, value: undefined });
  const [taken] = server.taken;
  expect(taken).toMatchObject({ from: "registration@example.org", to: mail.recipient });
  const headers = headersOf(taken?.content ?? "");
  expect(headers).toEqual(
    expect.arrayContaining([
      "From: Foyer <registration@example.org>",
      "To: i.halldorsdottir@nordurhofn.example.org",
      "Reply-To: registration@tidewater.example.org",
      "Subject: Paid and confirmed: Mareograph 2027",
      "Message-ID: <foyer.7@register.example.org>",
      "Auto-Submitted: auto-generated",
    ]),
  );
  expect(headers.join("\n")).not.toMatch(/^(List-|Precedence|X-Mailer)/im);
  for (const part of ["text/plain", "text/html", "application/pdf", "Content-ID: <transfer-qr>"]) {
    expect(taken?.content).toContain(part);
  }
});

test("a repeated mail is the same one", async () => {
  await carry(mail);
  await carry(mail);
  const ids = server.taken.map(({ content }) => headersOf(content).find((line) => line.startsWith("Message-ID")));
  expect(ids).toEqual(["Message-ID: <foyer.7@register.example.org>", "Message-ID: <foyer.7@register.example.org>"]);
});

test("no name adds a header or a recipient", async () => {
  const hostile = { ...mail, subject: "A\r\nBcc: everyone@example.org", replyTo: "a@example.org\r\nX-Evil: 1" };
  await carry(hostile);
  const [taken] = server.taken;
  expect(headersOf(taken?.content ?? "").join("\n")).not.toMatch(/^(Bcc|X-Evil)/im);
  expect(taken?.to).toBe(mail.recipient);
});

test.each<{ fault: Fault; code: "refused" | "later"; why: string }>([
  { fault: { at: "RCPT", answer: "550 5.1.1 no such mailbox" }, code: "refused", why: "no such mailbox" },
  { fault: { at: "content", answer: "552 5.3.4 too large" }, code: "refused", why: "too large" },
  { fault: { at: "content", answer: "554 5.7.1 not wanted" }, code: "refused", why: "taken for spam" },
  { fault: { at: "RCPT", answer: "450 4.2.1 greylisted" }, code: "later", why: "greylisted" },
  { fault: { at: "content", answer: "451 4.3.0 disk full" }, code: "later", why: "the server's disk is full" },
  { fault: { at: "MAIL", answer: "553 5.7.1 not your address" }, code: "later", why: "our sender is refused" },
  { fault: { at: "connect", answer: "554 5.7.1 go away" }, code: "later", why: "our address is refused" },
  { fault: { at: "connect", answer: "421 4.3.2 too busy" }, code: "later", why: "the server is too busy" },
  { fault: { at: "connect", answer: "silence" }, code: "later", why: "no greeting" },
  { fault: { at: "content", answer: "silence" }, code: "later", why: "no answer to the content" },
  { fault: { at: "DATA", answer: "hang up" }, code: "later", why: "the connection breaks" },
  { fault: { at: "content", answer: "hang up" }, code: "later", why: "it breaks before the answer" },
])("$why: $code, and the next mail goes out", async ({ fault, code }) => {
  server.state.fault = fault;
  const failed = await carry(mail);
  expect(failed).toMatchObject({ ok: false, error: { code } });
  if (/^\d/.test(fault.answer)) expect(failed).toMatchObject({ error: { reason: fault.answer } });
  expect(server.taken).toEqual([]);
  server.state.fault = null;
  expect(await carry(mail)).toMatchObject({ ok: true });
});

test("nobody listens: later", async () => {
  const gone = await startSmtpServer();
  await gone.close();
  const toNobody = smtpCarrier({
    url: gone.url,
    from: "a@example.org",
    hostname: "example.org",
    timeoutMs: TIMEOUT_MS,
  });
  expect(await toNobody(mail)).toMatchObject({ ok: false, error: { code: "later" } });
});

test.each(["", "two@example.org>\r\nRCPT TO:<three@example.org"])("%j is no address: refused", async (recipient) => {
  expect(await carry({ ...mail, recipient })).toMatchObject({ ok: false, error: { code: "refused" } });
  expect(server.taken).toEqual([]);
});
