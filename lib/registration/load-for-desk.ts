import "server-only";
import { db } from "@/lib/db/client";
import type { OrderState, PaymentState, PaymentWay, RegistrationState } from "@/lib/db/generated/enums";
import { awaitsApproval } from "@/lib/payments/decide-purchase-order";
import { type PageState, pageStateOf } from "@/lib/states/page-state";

/** One registration of a conference as staff see it: who, what was ordered, the money, and where Indico stands. */
export async function loadForDesk(conferenceId: number, publicId: string) {
  const client = await db();
  const registration = await client.registration.findFirst({
    where: { conferenceId, publicId: publicId.replaceAll("\u0000", "") },
    include: { conference: true, mirror: true, category: { select: { name: true } } },
  });
  if (!registration) return null;
  const { id } = registration;
  const orders = await client.order.findMany({
    where: { OR: [{ payerId: id }, { lines: { some: { registrationId: id } } }] },
    orderBy: { id: "desc" },
    include: {
      lines: {
        orderBy: { id: "asc" },
        include: { guests: { orderBy: { position: "asc" } }, promotion: { select: { code: true } } },
      },
      payments: { orderBy: { id: "desc" } },
      ledger: { select: { amountMinor: true } },
      suspense: { where: { state: "open" } },
    },
  });
  const seen = orders.map((order) => {
    const receivedMinor = order.ledger.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const missingMinor = Math.max(0, order.totalMinor - receivedMinor);
    return { ...order, receivedMinor, missingMinor, awaitsApproval: awaitsApproval(order) };
  });
  return { registration, orders: seen, state: stateOf(registration, seen) };
}

export type DeskView = NonNullable<Awaited<ReturnType<typeof loadForDesk>>>;
export type DeskOrder = DeskView["orders"][number];

type Facts = {
  state: OrderState;
  totalMinor: number;
  ledger: readonly { amountMinor: number }[];
  payments: readonly { state: PaymentState; way: PaymentWay }[];
  awaitsApproval: boolean;
};

function stateOf(
  registration: { state: RegistrationState; checkedInAt: Date | null },
  orders: readonly Facts[],
): PageState {
  const placed = orders.filter((order) => order.state === "placed");
  const money = placed.flatMap((order) => order.ledger.map(({ amountMinor }) => amountMinor));
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const pending = placed.flatMap((order) => order.payments).find((payment) => payment.state === "pending");
  return pageStateOf({
    registration: registration.state,
    hasPlacedOrder: placed.length > 0,
    totalMinor: sum(placed.map((order) => order.totalMinor)),
    confirmedMinor: sum(money.filter((amount) => amount > 0)),
    refundedMinor: -sum(money.filter((amount) => amount < 0)),
    pendingWay: pending?.way ?? null,
    awaitsApproval: placed.some((order) => order.awaitsApproval),
    isCheckedIn: registration.checkedInAt !== null,
  });
}
