import { directionOf } from "@/lib/i18n/languages";
import { type Locale, nearestShipped } from "@/lib/i18n/locales";
import { accentsOf } from "@/lib/look/accent";
import type { Block, Fact, Letter, MailConference, OrderRow } from "@/lib/mail/compose";
import { type Html, html } from "@/lib/mail/html";
import { mailTexts } from "@/lib/mail/mail-texts";
import { FOOTERS } from "@/lib/mail/render-text";

/*
 * Mail readers know tables and inline styles; style sheets, custom fonts and SVG they drop. The light values of
 * app/tokens.css are repeated here, the house's faces stand first for those who have them.
 */
const PAPER = "#f4f1e9";
const SHEET = "#fffdf9";
const INK = "#1b1914";
const INK_SOFT = "#504b40";
const INK_FAINT = "#635d50";
const RULE = "#d9d2c2";
const TONES = { ok: "#1c6338", wait: "#794a00", bad: "#a5281c" } as const;
const SIGNS = { ok: "✓", wait: "○", bad: "×" } as const;

const SANS = "font-family:IBM Plex Sans,Segoe UI,system-ui,Helvetica Neue,Arial,sans-serif";
const SERIF = "font-family:Source Serif Pro,Iowan Old Style,Palatino Linotype,Georgia,serif";
const MONO = "font-family:IBM Plex Mono,ui-monospace,Cascadia Mono,Menlo,Consolas,monospace";
const TEXT = `${SANS};font-size:16px;line-height:24px;color:${INK}`;
const SMALL = `${SANS};font-size:13px;line-height:18px;color:${INK_SOFT}`;
const TABLE = "width:100%;border-collapse:collapse;border-spacing:0";

/** The HTML form of a letter: one column of at most 600 px, light, readable without images. */
export function renderMailHtml(letter: Letter, conference: MailConference, locale: Locale): string {
  const texts = mailTexts(locale);
  const accent = accentsOf(conference.colour);
  const shipped = nearestShipped(locale);
  const mail = html`<!doctype html>
<html lang="${shipped}" dir="${directionOf(shipped)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="supported-color-schemes" content="light">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">
<title>${letter.subject}</title>
</head>
<body style="margin:0;padding:0;background-color:${PAPER};-webkit-text-size-adjust:100%">
<table role="presentation" style="${TABLE};background-color:${PAPER}"><tr><td align="center" style="padding:0 0 32px">
<table role="presentation" style="${TABLE};max-width:600px">
<tr><td style="height:6px;line-height:6px;font-size:0;background-color:${conference.colour}">&nbsp;</td></tr>
<tr><td style="padding:20px 24px 16px;${SANS};font-size:14px;line-height:20px;color:${INK};font-weight:600">${
    conference.name
  }<br><span style="font-weight:400;color:${INK_SOFT}">${conference.organiser}</span></td></tr>
<tr><td style="padding:28px 24px 32px;background-color:${SHEET};border-top:1px solid ${RULE};border-bottom:1px solid ${RULE}">
${renderStatus(letter)}
<h1 style="margin:0 0 16px;${SERIF};font-size:28px;line-height:34px;font-weight:500;color:${INK}"${inLanguage(letter.headingIn)}>${unbroken(letter.heading)}</h1>
${letter.blocks.map((block) => renderBlock(block, accent.light))}
</td></tr>
<tr><td style="padding:16px 24px 0;${SMALL};color:${INK_FAINT}">${texts(FOOTERS[letter.about ?? "registration"], {
    conference: conference.name,
    organiser: conference.organiser,
  })}<br>${texts("footer.questions", { email: conference.contactEmail })}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
  return mail.source;
}

/** Attributes of what may be in another language than the rest of the mail. */
function inLanguage(locale: Locale | undefined): Html {
  return locale ? html` lang="${locale}" dir="${directionOf(locale)}"` : html``;
}

function renderStatus({ status }: Letter): Html {
  if (!status) return html``;
  const { tone, words } = status;
  return html`<p style="margin:0 0 8px;${TEXT};font-weight:600;color:${TONES[tone]}">${SIGNS[tone]}&nbsp; ${words}</p>`;
}

function renderBlock(block: Block, accent: string): Html {
  switch (block.kind) {
    case "paragraph":
      return html`<p style="margin:0 0 16px;${TEXT}"${inLanguage(block.lang)}>${unbroken(block.text)}</p>`;
    case "small":
      return html`<p style="margin:0 0 16px;${SMALL}">${block.text}</p>`;
    case "code":
      return html`<p style="margin:0 0 16px;padding:12px 0;${MONO};font-size:36px;line-height:44px;font-weight:500;color:${INK};border-top:1px solid ${INK};border-bottom:1px solid ${RULE}">${block.code}</p>`;
    case "facts":
      return html`<table style="${TABLE};margin:0 0 16px">${block.facts.map(renderFact)}</table>`;
    case "order":
      return html`<h2 style="margin:24px 0 0;padding:12px 0 4px;${SERIF};font-size:20px;line-height:28px;font-weight:500;color:${INK};border-top:1px solid ${INK}">${block.title}</h2>
<table style="${TABLE};margin:0 0 8px">${block.lines.map((row) => renderRow(row, "line"))}${renderRow(block.total, "total")}</table>
${block.tax ? html`<p style="margin:0 0 16px;${SMALL}">${block.tax}</p>` : html``}`;
    case "image":
      return html`<table role="presentation" style="border-collapse:collapse;margin:0 0 16px"><tr><td align="center" style="padding:12px;background-color:#ffffff;border:1px solid ${RULE};text-align:center;${SMALL}"><img src="cid:${block.cid}" width="180" height="180" alt="${block.alt}" style="display:block;margin:0 auto;width:180px;height:180px;border:0"><span style="display:block;padding-top:4px">${block.caption}</span></td></tr></table>`;
    case "button":
      return html`<table role="presentation" style="border-collapse:separate;margin:24px 0 16px"><tr><td style="background-color:${accent};border-radius:4px"><a href="${safeUrl(block.url)}" style="display:inline-block;padding:12px 20px;${SANS};font-size:16px;line-height:24px;font-weight:600;color:#ffffff;text-decoration:none">${block.label}</a></td></tr></table>`;
  }
}

function renderFact({ label, value, isCode }: Fact): Html {
  const face = isCode ? `${MONO};font-size:14px` : `${SANS};font-size:16px`;
  return html`<tr><th scope="row" style="padding:8px 16px 8px 0;text-align:left;vertical-align:top;${SANS};font-size:14px;line-height:24px;font-weight:400;color:${INK_SOFT};border-top:1px solid ${RULE}">${label}</th><td style="padding:8px 0;text-align:left;vertical-align:top;${face};line-height:24px;color:${INK};border-top:1px solid ${RULE};word-break:break-word">${value}</td></tr>`;
}

function renderRow({ title, detail, amount, nameIn, detailIn }: OrderRow, kind: "line" | "total"): Html {
  const rule = kind === "total" ? `;border-top:1px solid ${INK};font-weight:600` : "";
  const size = kind === "total" ? `${SERIF};font-size:20px;line-height:28px` : TEXT;
  const small = detail
    ? html`<span style="font-size:14px;color:${INK_SOFT}"${inLanguage(detailIn)}>${detail}</span>`
    : html``;
  return html`<tr><td style="padding:6px 16px 6px 0;vertical-align:top;${TEXT}${rule}"><span${inLanguage(nameIn)}>${title}</span> ${small}</td><td style="padding:6px 0;text-align:right;vertical-align:top;white-space:nowrap;font-variant-numeric:tabular-nums;${size};color:${INK}${rule}">${amount}</td></tr>`;
}

/** Keeps a currency and its amount on one line. */
function unbroken(text: string): string {
  return text.replace(/\b([A-Z]{3}) (?=[−\d])/g, "$1\u00a0");
}

/** @throws RangeError for an address that is not of the web: a mail never carries another scheme */
function safeUrl(url: string): string {
  const { protocol } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new RangeError(`not a web address: ${protocol}`);
  return url;
}
