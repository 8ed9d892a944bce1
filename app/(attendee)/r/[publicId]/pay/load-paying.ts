import "server-only";
import { findKeptForm } from "@/lib/access/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import type { Locale } from "@/lib/i18n/locales";
import { languageOf, translated } from "@/lib/i18n/translated";
import type { PurchaseOrderField } from "@/lib/orders/check-purchase-order";
import { chooseAgain } from "@/lib/orders/hold-again";
import { offeredWays } from "@/lib/payments/offered-ways";
import { describeChoices } from "@/lib/pricing/describe-choices";
import { quoteOrder } from "@/lib/pricing/quote-order";
import type { FieldErrorCode } from "@/lib/questions/field-error";
import type { Journey, JourneyOrder } from "@/lib/registration/load-journey";
import { hasAccepted, waiverKey } from "@/lib/registration/waiver";
import { canTakeCards } from "@/lib/stripe/stripe-cards";
import type { OpenJourney } from "../journey";

/** How the last try to pay ended. */
export type PayingProblems = {
  /** What is wrong with the fields of "my institute pays". */
  fields?: Partial<Record<PurchaseOrderField, FieldErrorCode>>;
  /** The box of the waiver was not ticked. */
  waiver?: "required";
  trouble?: PayingTrouble;
};
/**
 * `"card-down"`: no card page could be opened; `"card-page"`: the open one could not be closed; `"held-too-long"`: the
 * places cannot be kept as long as one; `"waiver"`: what has to be accepted has changed since the page was opened;
 * `"elsewhere"`: somebody on the order is on another one.
 */
export type PayingTrouble =
  | ("way" | "wait" | "changed" | "waiver" | "elsewhere")
  | ("card-down" | "card-page" | "held-too-long");

export type Paying = {
  journey: Journey;
  order: JourneyOrder;
  ways: ReturnType<typeof offeredWays>;
  /** What is still missing of the total. */
  missingMinor: number;
  /** A card page that can still be paid, perhaps in another tab. */
  cardPage: { checkoutId: string; url: string; until: Date; wasDeclined: boolean } | null;
  /** What has to be accepted before anything is ordered, in the page's language; null: nothing, or it was. */
  waiver: { key: string; text: string; lang: Locale | undefined; isTicked: boolean } | null;
  values: FormValues;
  problems: PayingProblems;
};

/** All that the page of ways to pay shows; null when there is no order. */
export async function loadPaying({ access, journey }: OpenJourney, locale: Locale): Promise<Paying | null> {
  const { order, conference, receivedMinor } = journey;
  if (!order) return null;
  const kept = await findKeptForm<PayingProblems>(access, "pay");
  return {
    journey,
    order,
    ways: offeredWays(conference, canTakeCards()),
    missingMinor: order.totalMinor - receivedMinor,
    cardPage: cardPageOf(order),
    waiver: waiverOf(journey, kept?.values ?? {}, locale),
    values: kept?.values ?? {},
    problems: kept?.problems ?? {},
  };
}

function waiverOf({ registration, order }: Journey, values: FormValues, locale: Locale): Paying["waiver"] {
  const line = order?.lines.find((one) => one.category && one.registrationId === registration.id);
  if (!line?.category) return null;
  const { category } = line;
  const translations = category.translations as Record<string, Record<string, string>>;
  if (hasAccepted({ waiver: category.waiver, translations }, registration.waiverText)) return null;
  const text = translated(category, locale).waiver;
  const isTicked = singleValue(values, "acceptsWaiver") === "yes" && singleValue(values, "waiver") === waiverKey(text);
  return { key: waiverKey(text), text, lang: languageOf(category, "waiver", locale), isTicked };
}

/** The hosted card page that is open for an order. */
export function cardPageOf({ payments }: JourneyOrder): Paying["cardPage"] {
  const open = payments.find(({ way, state }) => way === "card" && state === "pending");
  if (!open?.checkoutId || !open.checkoutUrl || !open.expiresAt) return null;
  return {
    checkoutId: open.checkoutId,
    url: open.checkoutUrl,
    until: open.expiresAt,
    wasDeclined: open.failure === "declined",
  };
}

/** Whether a draft's time is over, also when nobody has taken its places back yet. */
export function isOver(order: JourneyOrder, now: Date): boolean {
  return order.lapsedAt !== null || (order.holdUntil !== null && order.holdUntil <= now);
}

export type Lapsed = {
  since: Date;
  /** Null: it cannot be had as it was; `gone` says what of it. */
  totalMinor: number | null;
  gone: string[];
  /** The promotion code that cannot be used any more. */
  codeGone: string | null;
};

/** What became of an order whose time is over: what the same would cost now, or what of it is gone. */
export async function loadLapsed({ order, registration }: Journey, locale: Locale, now: Date): Promise<Lapsed | null> {
  if (!order || !isOver(order, now)) return null;
  const { catalogue, choice, codeBefore } = await chooseAgain(registration, order, locale, now);
  const quote = quoteOrder(catalogue, choice, now);
  const { categories, services } = describeChoices(catalogue, choice, now);
  const wanted = (code: string) => choice.services.find((service) => service.code === code)?.quantity ?? 0;
  const short = [
    ...categories.filter(({ code, left }) => code === choice.categoryCode && left?.places === 0),
    ...services.filter(({ code, left }) => left && left.places < wanted(code)),
  ].map(({ code }) => code);
  const refused = quote.ok ? [] : quote.error.flatMap((refusal) => ("item" in refusal ? [refusal.item] : []));
  const nameOf = (code: string) =>
    [...catalogue.categories, ...catalogue.services].find((item) => item.code === code)?.name ?? code;
  return {
    since: order.lapsedAt ?? order.holdUntil ?? now,
    totalMinor: quote.ok && short.length === 0 ? quote.value.totalMinor : null,
    gone: [...new Set([...short, ...refused])].map(nameOf),
    codeGone: choice.promotionCode === undefined ? codeBefore : null,
  };
}
