import "server-only";
import {
  FILE_FORMAT,
  OFFERED_WAYS,
  type Setup,
  type SetupCategory,
  type SetupPrice,
  type SetupQuestion,
  type SetupRoom,
} from "@/lib/conference/conference-file";
import { localTimeOf } from "@/lib/conference/spell-setup";
import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { IndicoMapping } from "@/lib/indico/map-registration";
import { toDecimal } from "@/lib/money/money";

const ITEM = {
  orderBy: { position: "asc" },
  include: { windows: { orderBy: { id: "asc" } }, quotas: true },
} as const;

const WHOLE = {
  previous: { select: { slug: true } },
  quotas: { orderBy: { id: "asc" } },
  categories: ITEM,
  services: ITEM,
  rooms: { orderBy: { position: "asc" } },
  tags: { orderBy: { position: "asc" } },
  sessions: {
    orderBy: [{ startsAt: "asc" }, { number: "asc" }],
    include: { quota: true, service: true, categories: { select: { id: true, code: true } } },
  },
  promotions: { orderBy: { position: "asc" }, include: { quota: true, categories: true, services: true } },
  questions: { orderBy: { position: "asc" }, include: { categories: true } },
} as const satisfies Prisma.ConferenceInclude;

export type StoredConference = Prisma.ConferenceGetPayload<{ include: typeof WHOLE }>;

/** A conference with all that its file describes, or null. */
export function findStoredConference(
  tx: Tx,
  where: { slug: string } | { id: number },
): Promise<StoredConference | null> {
  return tx.conference.findUnique({ where, include: WHOLE });
}

/**
 * What the database holds, in the words and the spelling of the conference file.
 * @param spelling zone and currency to write times and prices in, to compare with a file that changes them
 */
export function describeSetup(
  stored: StoredConference,
  { timeZone, currency }: { timeZone: string; currency: string } = stored,
): Setup {
  const time = (at: Date | null) => (at === null ? null : localTimeOf(at, timeZone));
  const item = (row: StoredConference["categories"][number] | StoredConference["services"][number]) => ({
    code: row.code,
    name: row.name,
    description: row.description,
    taxPercent: percentOf(row.taxBasisPoints),
    quotas: row.quotas.map(({ name }) => name).toSorted(),
    prices: row.windows.map((window) => ({
      label: window.label,
      translations: window.translations as SetupPrice["translations"],
      from: time(window.fromAt),
      until: time(window.untilAt),
      price: toDecimal({ minor: window.priceMinor, currency }),
    })),
    isActive: row.isActive,
  });
  return {
    format: FILE_FORMAT,
    conference: describeConference(stored, time),
    payment: describePayment(stored),
    indico: describeIndico(stored),
    quotas: stored.quotas.map(({ name, capacity }) => ({ name, capacity })),
    categories: stored.categories.map((row) => ({
      ...item(row),
      translations: row.translations as SetupCategory["translations"],
      eligibility: row.eligibility,
      waiver: row.waiver,
      needsCode: row.needsCode,
      needsForm: row.needsForm,
    })),
    services: stored.services.map((row) => ({
      ...item(row),
      translations: row.translations as Setup["services"][number]["translations"],
      mark: row.mark,
      place: row.place,
      startsAt: time(row.startsAt),
      endsAt: time(row.endsAt),
      blocksTime: row.blocksTime,
      maxPerPerson: row.maxPerPerson,
      isGift: row.isGift,
      namesGuests: row.namesGuests,
      asksDiet: row.asksDiet,
    })),
    rooms: stored.rooms.map(describeRoom),
    tags: stored.tags.map(({ name, kind, colour, perPerson }) => ({ name, kind, colour, perPerson })),
    sessions: stored.sessions.map((row) => ({
      code: row.code,
      title: row.title,
      description: row.description,
      translations: row.translations as Setup["sessions"][number]["translations"],
      startsAt: localTimeOf(row.startsAt, timeZone),
      endsAt: localTimeOf(row.endsAt, timeZone),
      room: row.room,
      tags: row.tags,
      quota: row.quota?.name ?? null,
      service: row.service?.code ?? null,
      isPublished: row.isPublished,
      isCancelled: row.isCancelled,
      booking: row.booking,
      categories: row.categories.map(({ code }) => code).toSorted(),
      opensAt: time(row.opensAt),
      closesAt: time(row.closesAt),
      leaveUntil: time(row.leaveUntil),
      waitingPlaces: row.waitingPlaces,
      waitingListMode: row.waitingListMode,
      offerHours: row.offerHours,
      blocksTime: row.blocksTime,
    })),
    promotions: stored.promotions.map((row) => ({
      code: row.code,
      label: row.label,
      percent: percentOf(row.basisPoints),
      amount: row.amountMinor === null ? null : toDecimal({ minor: row.amountMinor, currency }),
      categories: row.categories.map(({ code }) => code).toSorted(),
      services: row.services.map(({ code }) => code).toSorted(),
      from: time(row.fromAt),
      until: time(row.untilAt),
      quota: row.quota?.name ?? null,
      isActive: row.isActive,
    })),
    questions: stored.questions.map(describeQuestion),
  };
}

function describeConference(stored: StoredConference, time: (at: Date | null) => string | null): Setup["conference"] {
  return {
    slug: stored.slug,
    name: stored.name,
    subtitle: stored.subtitle,
    organiser: stored.organiser,
    contactEmail: stored.contactEmail,
    city: stored.city,
    languages: stored.languages,
    translations: stored.translations as Setup["conference"]["translations"],
    timeZone: stored.timeZone,
    startsOn: dayOf(stored.startsOn),
    endsOn: dayOf(stored.endsOn),
    currency: stored.currency,
    colour: stored.colour,
    termsUrl: stored.termsUrl,
    privacyUrl: stored.privacyUrl,
    linkPolicy: stored.linkPolicy === "link_first" ? "link-first" : "verify-first",
    isOpen: stored.isOpen,
    changesFreeUntil: time(stored.changesFreeUntil),
    takesDelegations: stored.takesDelegations,
    delegationLimit: stored.delegationLimit,
    secondaryLimit: stored.secondaryLimit,
    previous: stored.previous?.slug ?? null,
    unpaidTakePart: stored.unpaidTakePart,
    overlapRule: stored.overlapRule,
    sessionsPerPerson: stored.sessionsPerPerson,
    sessionsPerSlot: stored.sessionsPerSlot,
    taxPercent: percentOf(stored.taxBasisPoints) ?? 0,
    taxName: stored.taxName,
    taxNumber: stored.taxNumber,
  };
}

function describePayment(stored: StoredConference): Setup["payment"] {
  const { accountHolder, iban, bic } = stored;
  return {
    ways: stored.paymentWays.flatMap((way) => OFFERED_WAYS.filter((offered) => offered.replace("-", "_") === way)),
    transferDays: stored.transferDays,
    referencePrefix: stored.referencePrefix,
    bank: accountHolder && iban ? { accountHolder, iban, bic } : null,
  };
}

function describeIndico(stored: StoredConference): Setup["indico"] {
  const { indicoUrl: url, indicoEventId: eventId, indicoFormId: formId } = stored;
  if (url === null || eventId === null || formId === null) return null;
  return { url, eventId, formId, mapping: IndicoMapping.parse(stored.indicoMapping) };
}

function describeQuestion(row: StoredConference["questions"][number]): SetupQuestion {
  return {
    key: row.key,
    type: row.type.replace("_", "-") as SetupQuestion["type"],
    label: row.label,
    hint: row.hint,
    translations: row.translations as SetupQuestion["translations"],
    isRequired: row.isRequired,
    choices: row.choices as SetupQuestion["choices"],
    categories: row.categories.map(({ code }) => code).toSorted(),
    eraseAfter: row.eraseAfter === null ? null : dayOf(row.eraseAfter),
    sendToApp: row.sendToApp,
    isActive: row.isActive,
  };
}

function describeRoom(row: StoredConference["rooms"][number]): SetupRoom {
  const { name, building, floor, address, latitude, longitude, seats } = row;
  return { name, building, floor, address, latitude, longitude, seats };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function percentOf<T extends number | null>(basisPoints: T): T {
  return (basisPoints === null ? null : basisPoints / 100) as T;
}
