import { db } from "@/lib/db/client";
import { singleValue } from "@/lib/http/form-values";
import { parseDecimal } from "@/lib/money/money";
import { confirmOnSite, confirmTransfer } from "@/lib/payments/confirm-by-staff";
import { actAtDesk, registrationPage, type Said } from "../../../../../act";
import { backOr } from "../../../../../back";
import { NOT_ALLOWED_PAGE } from "../../../../../guard";

type Context = RouteContext<"/admin/c/[conference]/payments/[publicId]/confirm">;

/** POST: staff saw this money, at the desk or on the bank's statement. The amount is what they saw. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug, publicId } = await params;
  // Everybody who may book a transfer may take money on site.
  return actAtDesk(request, slug, "payments.take-on-site", async ({ conference, form, actor, now, may }) => {
    const client = await db();
    const payment = await client.payment.findFirst({
      where: { publicId, conferenceId: conference.id },
      select: { id: true, way: true, currency: true, order: { select: { payer: true } } },
    });
    if (!payment?.order) return { to: `/admin/c/${slug}`, said: { problem: "desk.not-found" } };
    const isOnSite = payment.way === "on_site";
    if (!isOnSite && !may("payments.confirm-transfer")) return { to: NOT_ALLOWED_PAGE };
    const page = registrationPage(slug, payment.order.payer.publicId);
    const back = (said: Said) => ({ to: backOr(form, slug, page), said });
    const typed = parseDecimal(singleValue(form, "amount").trim().replace(",", "."), payment.currency);
    if (!typed.ok) return back({ problem: "desk.not-an-amount" });
    const money = { amountMinor: typed.value.minor, currency: payment.currency, at: now };
    const confirm = isOnSite ? confirmOnSite : confirmTransfer;
    const confirmed = await confirm(payment.id, money, actor, now);
    return back(confirmed.ok ? { done: `desk.money-${confirmed.value}` } : { problem: `desk.${confirmed.error}` });
  });
}
