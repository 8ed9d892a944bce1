import type { Locale } from "@/lib/i18n/locales";
import type { Block, Letter, MailConference, OrderRow } from "@/lib/mail/compose";
import { mailTexts } from "@/lib/mail/mail-texts";

/** The plain-text form of a letter. */
export function renderMailText(letter: Letter, conference: MailConference, locale: Locale): string {
  const texts = mailTexts(locale);
  const parts = [
    conference.name,
    letter.status ? `${letter.status.words}\n${letter.heading}` : letter.heading,
    ...letter.blocks.map(renderBlock),
    `-- \n${texts(FOOTERS[letter.about ?? "registration"], { conference: conference.name, organiser: conference.organiser })}\n${texts(
      "footer.questions",
      { email: conference.contactEmail },
    )}`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** Why a mail was sent, by what it is about. */
export const FOOTERS = { registration: "footer.why", account: "footer.why-account" } as const;

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
    case "small":
      return block.text;
    case "code":
      return `    ${block.code}`;
    case "facts":
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join("\n");
    case "order":
      return [block.title, ...block.lines.map(renderRow), renderRow(block.total), block.tax].filter(Boolean).join("\n");
    case "image":
      return ""; // whoever reads text has the same facts above
    case "button":
      return `${block.label}:\n${block.url}`;
  }
}

function renderRow({ title, detail, amount }: OrderRow): string {
  return `${detail ? `${title}, ${detail}` : title}: ${amount}`;
}
