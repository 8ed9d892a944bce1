import { createTranslator } from "use-intl/core";
import type { ChangeKind } from "@/lib/db/generated/enums";
import { type Locale, nearestShipped } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";
import { translated } from "@/lib/i18n/translated";

type Item = { name: string; translations: unknown };

/** What of a request says what is wanted. An item that left the catalogue meanwhile is not named. */
export type DescribedChange = {
  kind: ChangeKind;
  quantity: number | null;
  category: Item | null;
  service: Item | null;
};

/** "Another category: Student", "Conference dinner: 2 in all": for the person, the mails and the desk alike. */
export function describeChange({ kind, quantity, category, service }: DescribedChange, locale: Locale): string {
  const texts = createTranslator({
    locale: nearestShipped(locale),
    messages: messagesOf(locale),
    namespace: "attendee.change.wanted",
  });
  const item = category ?? service;
  const name = item ? translated(item, locale).name : texts("gone");
  return texts(kind, { name, count: quantity ?? 0 });
}
