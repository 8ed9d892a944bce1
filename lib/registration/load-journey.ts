import "server-only";
import { db } from "@/lib/db/client";
import { BINDING } from "@/lib/orders/binding";
import { countOpenQuestions } from "@/lib/questions/count-open-questions";
import { findAskedCategory } from "./asked-category";

/** Lines that somebody else ordered for a registration, and that stand or are being paid. */
const orderedByAnother = (registrationId: number) => ({
  order: { payerId: { not: registrationId }, ...BINDING },
});

/** Everything that the attendee's pages show of one registration, in two statements' worth of reading. */
export async function loadJourney(registrationId: number) {
  const client = await db();
  const registration = await client.registration.findUniqueOrThrow({
    where: { id: registrationId },
    include: {
      conference: true,
      mirror: true,
      category: { select: { code: true, name: true, translations: true } },
      lines: { where: orderedByAnother(registrationId), select: { id: true }, take: 1 },
      paidOrders: {
        where: { state: { in: ["draft", "placed"] } },
        orderBy: { id: "desc" },
        include: {
          lines: {
            orderBy: { id: "asc" },
            include: {
              guests: { orderBy: { position: "asc" } },
              promotion: { select: { code: true } },
              category: { select: { code: true, name: true, translations: true, waiver: true } },
              service: {
                select: {
                  code: true,
                  name: true,
                  translations: true,
                  mark: true,
                  startsAt: true,
                  endsAt: true,
                  place: true,
                },
              },
            },
          },
          payments: { orderBy: { id: "desc" } },
          suspense: { where: { state: "open" } },
          ledger: { select: { amountMinor: true } },
        },
      },
    },
  });
  const [order] = registration.paidOrders;
  const receivedMinor = order?.ledger.reduce((sum, { amountMinor }) => sum + amountMinor, 0) ?? 0;
  const mayAnswer = registration.detailsAt !== null && order?.state === "draft";
  return {
    registration,
    conference: registration.conference,
    order: order ?? null,
    receivedMinor,
    isPaid: order?.state === "placed" && receivedMinor >= order.totalMinor,
    /** Required answers that the chosen category asks beyond the form that was sent. */
    openQuestions: mayAnswer
      ? await countOpenQuestions(client, {
          registrationId,
          categoryCode: await findAskedCategory(client, registrationId),
        })
      : 0,
  };
}

export type Journey = Awaited<ReturnType<typeof loadJourney>>;
export type JourneyOrder = NonNullable<Journey["order"]>;

/** Indico's states that end the way here, each with its own page. */
export type Blocked =
  | "withdrawn"
  | "rejected"
  | "pending"
  | "deleted"
  | "paid-in-indico"
  | "mismatch"
  | "cancelled"
  | "in-group";

/** The page where a person is, whatever address they came from. */
export type Step = { step: "blocked"; why: Blocked } | { step: "details" | "choose" | "pay" | "standing" };

/**
 * Where a registration stands on its way: the one place that decides which page comes next. A person may go back to an
 * earlier step; they land here when they follow the link again.
 */
export function stepOf({ registration, order, isPaid, openQuestions }: Journey): Step {
  if (registration.state === "cancelled") return { step: "blocked", why: "cancelled" };
  if (registration.prefill === "mismatch") return { step: "blocked", why: "mismatch" };
  // Money that arrived and did not fit: staff decide, and the person is told what is.
  if (order?.state === "placed" || order?.suspense.length) return { step: "standing" };
  if (registration.lines.length > 0) return { step: "blocked", why: "in-group" };
  const { indicoState } = registration;
  if (isBlocking(indicoState)) return { step: "blocked", why: indicoState };
  if (registration.mirror?.seenPaid && !isPaid && (registration.indicoPriceMinor ?? 1) > 0) {
    return { step: "blocked", why: "paid-in-indico" };
  }
  if (!registration.detailsAt || openQuestions > 0) return { step: "details" };
  return { step: order ? "pay" : "choose" };
}

/** The pages of a person's own way, in order. */
const OWN_PAGES = ["details", "choose", "pay", "standing"] as const;
export type OwnPage = (typeof OWN_PAGES)[number];

/** May this page be shown now? The one where the person is and, until the order is placed, those before it. */
export function leadsTo(journey: Journey, page: OwnPage): boolean {
  const { step } = stepOf(journey);
  if (step === "blocked") return false;
  if (step === "standing") return page === step;
  // Whose category asks more may choose another one before answering.
  if (page === "choose" && journey.registration.detailsAt) return true;
  return OWN_PAGES.indexOf(page) <= OWN_PAGES.indexOf(step);
}

const BLOCKING = ["withdrawn", "rejected", "pending", "deleted"] as const;

function isBlocking(state: string | null): state is (typeof BLOCKING)[number] {
  return BLOCKING.some((blocking) => blocking === state);
}
