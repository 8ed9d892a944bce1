import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import type { Actor } from "@/lib/audit/chain";
import { conferencesWhere, isAllowed } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { formValues, singleValue } from "@/lib/http/form-values";
import { parseDecimal } from "@/lib/money/money";
import { confirmOnSite, confirmTransfer } from "@/lib/payments/confirm-by-staff";
import { addressAfter } from "../../../back";
import { admitStaff, NOT_ALLOWED_PAGE } from "../../../guard";

/** POST: staff saw this money, at the desk or on the bank's statement. The amount is what they saw. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/admin/payments/[publicId]/confirm">,
): Promise<Response> {
  const admitted = await admitStaff("registrations.see");
  if (!admitted.ok) return admitted.error;
  const { roles, id: staffId } = admitted.value;
  const client = await db();
  const payment = await client.payment.findUnique({
    where: { publicId: (await params).publicId },
    select: { id: true, way: true, currency: true, conferenceId: true, order: { select: { payer: true } } },
  });
  if (!payment?.order || !isAllowed(roles, "registrations.see", payment.conferenceId)) {
    return seeOther("/admin?problem=not-found");
  }
  const isOnSite = payment.way === "on_site";
  const permission = isOnSite ? "payments.take-on-site" : "payments.confirm-transfer";
  if (!isAllowed(roles, permission, payment.conferenceId)) {
    return seeOther(conferencesWhere(roles, permission).length ? "/admin?problem=not-found" : NOT_ALLOWED_PAGE);
  }
  const form = await readForm(request);
  const typed = parseDecimal(singleValue(formValues(form), "amount").trim().replace(",", "."), payment.currency);
  const { publicId } = payment.order.payer;
  if (!typed.ok) return seeOther(addressAfter(form, publicId, { problem: "not-an-amount" }));
  const now = new Date();
  const actor: Actor = { kind: "staff", id: String(staffId) };
  const money = { amountMinor: typed.value.minor, currency: payment.currency, at: now };
  const confirm = isOnSite ? confirmOnSite : confirmTransfer;
  const confirmed = await confirm(payment.id, money, actor, now);
  const said = confirmed.ok ? { done: `money-${confirmed.value}` } : { problem: confirmed.error };
  return seeOther(addressAfter(form, publicId, said));
}
