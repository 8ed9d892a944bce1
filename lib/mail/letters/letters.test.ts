import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LOCALES } from "@/lib/i18n/locales";
import { composeHoldLapsed } from "@/lib/mail/letters/hold-lapsed";
import { conference, LETTERS, order, transfer } from "@/lib/mail/letters/letters.fixture";
import { composeOrderAmended } from "@/lib/mail/letters/order-amended";
import { composeOrderByTransfer } from "@/lib/mail/letters/order-by-transfer";
import { composePurchaseOrderDeclined } from "@/lib/mail/letters/purchase-order-declined";
import { composeRegistrationCancelled } from "@/lib/mail/letters/registration-cancelled";
import { composeVerificationCode } from "@/lib/mail/letters/verification-code";
import { money } from "@/lib/money/money";

/** What a reader sees of HTML: no tags, entities read. */
function visible(source: string): string {
  return source
    .replace(/<head>.*<\/head>/s, "")
    .replace(/href="([^"]*)"/g, "> $1 <")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

const cases = Object.entries(LETTERS).flatMap(([name, letter]) =>
  LOCALES.map((locale) => ({ name, locale, ...letter })),
);

test("every letter file has its case here", () => {
  const files = readdirSync("lib/mail/letters").filter((file) => !/test|fixture|transfer-blocks/.test(file));
  expect(files.map((file) => file.replace(".ts", "")).sort()).toEqual(Object.keys(LETTERS).sort());
});

describe.each(cases)("$name in $locale", ({ compose, facts, locale }) => {
  test("tells its facts in both forms", async () => {
    const mail = await compose(locale);
    for (const fact of facts[locale]) {
      expect(mail.text).toContain(fact);
      expect(visible(mail.html)).toContain(fact);
    }
  });

  test("says where it comes from and where answers go", async () => {
    const mail = await compose(locale);
    expect(mail.replyTo).toBe(conference.contactEmail);
    for (const form of [mail.text, visible(mail.html)]) {
      expect(form).toContain("Mareograph 2027");
      expect(form).toContain("The Tidewater Society");
      expect(form).toContain("registration@tidewater.example.org");
    }
  });

  test("loads nothing from elsewhere, shouts nowhere", async () => {
    const mail = await compose(locale);
    expect(mail.html).toMatch(new RegExp(`<html lang="${locale}" dir="ltr">`));
    expect(mail.html).not.toMatch(/src="(?!cid:)/);
    expect(mail.html).not.toMatch(/url\(|<script|<link|@import/);
    for (const cid of mail.html.matchAll(/cid:([\w-]+)/g)) {
      expect(mail.attachments.map((attachment) => attachment.cid)).toContain(cid[1]);
    }
    expect(mail.subject + mail.text + visible(mail.html)).not.toContain("!");
    expect(mail.text).not.toMatch(/please|oops/i);
  });
});

describe("an amended order", () => {
  const amended = (receivedMinor: number, how: typeof transfer | null) =>
    composeOrderAmended(
      {
        conference,
        order,
        total: money(77_000, "EUR"),
        received: money(receivedMinor, "EUR"),
        transfer: how,
        registrationUrl: "https://x.example",
      },
      "en",
    );

  test("that owes by transfer says where to send it", async () => {
    expect((await amended(50_000, transfer)).text).toContain("PT50 0002 0123 1234 5678 9015 4");
  });

  test("that was paid too much says by how much", async () => {
    expect((await amended(80_000, transfer)).text).toContain("EUR 30.00 more than it costs now");
  });

  test("that is even says that nothing is to pay", async () => {
    expect((await amended(77_000, null)).text).toContain("nothing to pay");
  });
});

describe("hostile names", () => {
  const hostile = {
    ...conference,
    name: `<b>"M" & 'x'</b>\r\nBcc: everyone@example.org\u0000`,
    organiser: "<script>alert(1)</script>",
  };

  test("no markup gets in", async () => {
    const mail = await composeOrderByTransfer(
      {
        conference: hostile,
        order: { ...order, lines: [{ ...order.lines[0], name: "<img src=x onerror=1>" } as (typeof order.lines)[0]] },
        transfer: { ...transfer, accountHolder: "</td><td>" },
        registrationUrl: 'https://register.example.org/r/1?"><b>',
      },
      "en",
    );
    expect(mail.html).not.toMatch(/<script|<b>|<img src=x|<\/td><td><\/td>/);
    expect(mail.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(mail.html).toContain("&lt;img src=x onerror=1&gt;");
  });

  test("no header gets in: a subject is one line", () => {
    const mail = composeHoldLapsed(
      { conference: hostile, order, heldUntil: new Date(0), registrationUrl: "https://register.example.org/r/1" },
      "en",
    );
    expect(mail.subject).not.toMatch(/\p{Cc}/u);
    expect(mail.subject).toContain("</b> Bcc: everyone@example.org");
  });

  test("ICU syntax in a name stays text", () => {
    const mail = composePurchaseOrderDeclined(
      {
        conference: { ...conference, name: "{amount} # '{'" },
        institute: "{conference}",
        amount: money(100, "EUR"),
        reason: "",
        heldUntil: null,
        registrationUrl: "https://register.example.org/r/1",
      },
      "en",
    );
    expect(mail.text).toContain("cannot let {conference} pay EUR 1.00");
    expect(mail.text).toContain("{amount} # '{'");
  });

  test("a link of another scheme throws", () => {
    const mailWith = (linkUrl: string) =>
      composeVerificationCode({ conference, code: "482913", linkUrl, expiresAt: new Date(0) }, "en");
    expect(() => mailWith("javascript:alert(1)")).toThrow(RangeError);
    expect(() => mailWith("/verify/1")).toThrow();
  });
});

test("the code stands in the body alone", () => {
  const mail = composeVerificationCode(
    { conference, code: "482913", linkUrl: "https://register.example.org/v/1", expiresAt: new Date(0) },
    "en",
  );
  expect(mail.subject).not.toContain("482913");
});

test("outside the euro there is no QR code and no broken image", async () => {
  const mail = await composeOrderByTransfer(
    {
      conference,
      order,
      transfer: { ...transfer, epcText: null, bic: null },
      registrationUrl: "https://example.org/r",
    },
    "en",
  );
  expect(mail.attachments).toEqual([]);
  expect(mail.html).not.toContain("<img");
  expect(mail.text).not.toContain("BIC");
});

test.each([
  { paid: 0, refund: null, says: "Nothing was paid" },
  { paid: 77_000, refund: null, says: "You paid EUR 770.00. The Tidewater Society writes to you" },
  { paid: 77_000, refund: 0, says: "nothing of it goes back" },
  { paid: 77_000, refund: 38_500, says: "EUR 385.00 goes back the way it came" },
])("a cancellation after $paid with a refund of $refund says: $says", ({ paid, refund, says }) => {
  const mail = composeRegistrationCancelled(
    {
      conference,
      registrationNumber: "417",
      paid: money(paid, "EUR"),
      refund: refund === null ? null : money(refund, "EUR"),
    },
    "en",
  );
  expect(mail.text).toContain(says);
});
