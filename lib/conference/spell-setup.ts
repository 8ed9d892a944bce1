import type { ConferenceFile, Setup, SetupPrice } from "@/lib/conference/conference-file";
import { withUsedNames } from "@/lib/conference/used-names";
import { parseDecimal, toDecimal } from "@/lib/money/money";
import { localFromUtc, utcFromLocal } from "@/lib/time/zone";

/** One spelling for each price and time, so that equal set-ups are equal texts. */
export function spellSetup(file: ConferenceFile, indicoUrl: string | undefined): Setup {
  const { timeZone, currency } = file.conference;
  const time = (local: string | null) => (local === null ? null : spellTime(local, timeZone));
  const prices = (windows: SetupPrice[]) =>
    windows.map((window) => ({
      ...window,
      from: time(window.from),
      until: time(window.until),
      price: spellPrice(window.price, currency),
    }));
  const { indico } = file;
  return {
    ...file,
    conference: { ...file.conference, changesFreeUntil: time(file.conference.changesFreeUntil) },
    indico: indico && {
      url: (indico.url ?? indicoUrl ?? "").replace(/\/+$/, ""),
      eventId: indico.eventId,
      formId: indico.formId,
      mapping: indico.mapping,
    },
    categories: file.categories.map((category) => ({
      ...category,
      quotas: category.quotas.toSorted(),
      prices: prices(category.prices),
    })),
    services: file.services.map((service) => ({
      ...service,
      quotas: service.quotas.toSorted(),
      startsAt: time(service.startsAt),
      endsAt: time(service.endsAt),
      prices: prices(service.prices),
    })),
    ...withUsedNames(file),
    sessions: file.sessions.map((session) => ({
      ...session,
      startsAt: spellTime(session.startsAt, timeZone),
      endsAt: spellTime(session.endsAt, timeZone),
      opensAt: time(session.opensAt),
      closesAt: time(session.closesAt),
      leaveUntil: time(session.leaveUntil),
      categories: session.categories.toSorted(),
    })),
    promotions: file.promotions.map((promotion) => ({
      ...promotion,
      amount: promotion.amount === null ? null : spellPrice(promotion.amount, currency),
      categories: promotion.categories.toSorted(),
      services: promotion.services.toSorted(),
      from: time(promotion.from),
      until: time(promotion.until),
    })),
    questions: file.questions.map((question) => ({ ...question, categories: question.categories.toSorted() })),
  };
}

/** The instant of a time that was checked. @throws RangeError for one that was not */
export function instantOf(local: string, timeZone: string): Date {
  const instant = utcFromLocal(local, timeZone);
  if (!instant.ok) throw new RangeError(`Not a local time: ${local}`);
  return instant.value;
}

function spellTime(local: string, timeZone: string): string {
  return localTimeOf(instantOf(local, timeZone), timeZone);
}

/** The local time of an instant as the file spells it: seconds only where there are some. */
export function localTimeOf(at: Date, timeZone: string): string {
  return localFromUtc(at, timeZone).replace(/:00$/, "");
}

function spellPrice(price: string, currency: string): string {
  const amount = parseDecimal(price, currency);
  if (!amount.ok) throw new RangeError(`Not a price in ${currency}: ${price}`);
  return toDecimal(amount.value);
}
