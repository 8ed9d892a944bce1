import { db } from "@/lib/db/client";
import { dropKeptStaffForm, keepStaffForm } from "@/lib/desk/kept-form";
import { type FormValues, singleValue } from "@/lib/http/form-values";
import { isPublicId } from "@/lib/ids/public-id";
import { isCurrency } from "@/lib/money/currency";
import { type FoundMoney, recordMoney, recordUnmatched } from "@/lib/payments/record-money";
import { err, ok, type Result } from "@/lib/result";
import { startOfDay } from "@/lib/time/days";
import { actAtDesk, type Said } from "../../../../../act";
import { NOT_ALLOWED_PAGE } from "../../../../../guard";
import { paymentsPage } from "../../payments-frame";
import { readLine, readSum } from "../../read-money-form";
import { type MoneyProblems, RECEIVE_FORM } from "../money-form";

type Context = RouteContext<"/admin/c/[conference]/payments/receive/book">;

/** POST: money that staff saw, for the order that they chose or for nobody known. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "payments.take-on-site", async ({ conference, staff, form, actor, now, may }) => {
    const page = `${paymentsPage(slug)}/receive`;
    const chosen = singleValue(form, "order");
    const comeBack = async (problems: MoneyProblems, said?: Said) => {
      await keepStaffForm(staff, RECEIVE_FORM, { values: form, problems });
      const to = `${page}?${new URLSearchParams({ q: singleValue(form, "q"), order: chosen })}`;
      return said ? { to, said } : { to };
    };
    const read = readFound(form, conference.timeZone, now);
    if (!read.ok) return comeBack(read.error);
    const money = read.value;
    if ((money.way === "transfer" || chosen === "none") && !may("payments.confirm-transfer"))
      return { to: NOT_ALLOWED_PAGE };
    const client = await db();
    const order = await client.order.findFirst({
      where: { publicId: chosen, conferenceId: conference.id },
      select: { id: true },
    });
    if (!order && chosen !== "none") return comeBack({}, { problem: "payments.gone" });
    const booked = order
      ? await recordMoney(order.id, money, actor, now)
      : await recordUnmatched(conference.id, money, actor);
    if (!booked.ok) {
      if (booked.error === "not-found") return comeBack({}, { problem: "payments.gone" });
      return comeBack({ amount: booked.error });
    }
    await dropKeptStaffForm(staff, RECEIVE_FORM);
    if (booked.value === "already-received") return { to: page, said: { done: "payments.already-received" } };
    const isInSuspense = await client.suspense.count({ where: { payment: { idempotencyKey: money.key } } });
    return {
      to: page,
      said: {
        done: isInSuspense ? `payments.${order ? "booked-with-suspense" : "booked-unmatched"}` : "payments.booked",
      },
    };
  });
}

function readFound(form: FormValues, zone: string, now: Date): Result<FoundMoney, MoneyProblems> {
  const currency = singleValue(form, "currency").trim().toUpperCase();
  const sum = readSum(form, "amount", currency);
  const way = (["transfer", "on_site"] as const).find((one) => one === singleValue(form, "way"));
  const day = singleValue(form, "day");
  const at = day === "" ? now : startOfDay(day, zone);
  const note = readLine(form, "note");
  const key = singleValue(form, "key");
  const problems: MoneyProblems = {
    ...(isCurrency(currency) ? {} : { currency: "not-a-currency" as const }),
    ...(sum || !isCurrency(currency) ? {} : { amount: "not-an-amount" as const }),
    ...(way ? {} : { way: "choose" as const }),
    ...(at && at <= now ? {} : { day: "not-a-day" as const }),
    ...(note === null ? { note: "not-readable" as const } : {}),
  };
  if (!sum || !way || !at || note === null || !isPublicId(key) || Object.keys(problems).length > 0)
    return err(problems);
  return ok({ key, way, amountMinor: sum.minor, currency, at, note });
}
