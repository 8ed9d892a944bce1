import { dropKeptStaffForm } from "@/lib/desk/kept-form";
import { singleValue } from "@/lib/http/form-values";
import { amendOrder } from "@/lib/orders/amend-order";
import { leaveCardPayment } from "@/lib/payments/leave-card-payment";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { stripeCards } from "@/lib/stripe/stripe-cards";
import { actOnForm } from "../../../act-on-form";
import { amendForm, loadAmending } from "../load-amending";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/order/[orderId]/confirm">;

/** POST: does what the preview showed, if it still is that. A card page that is open is closed first. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { orderId, ...of } = await params;
  return actOnForm(request, of, "registrations.edit", async (act) => {
    const { registrationId, publicId, page, actor, staff, form, now, may } = act;
    const view = await loadForDesk(act.conference.id, publicId);
    const amending = view && (await loadAmending({ view, orderId, staff, isTyped: true }));
    if (!amending) return { to: page, said: { problem: "registration.no-such-order" } };
    const again = (code: string) => ({
      to: `${page}/order/${orderId}?preview=1`,
      said: { problem: `registration.${code}` },
    });
    const { amendment, problems, order, isTyped } = amending;
    if (!isTyped) return { to: `${page}/order/${orderId}` };
    if (problems.length > 0) return again("amend-refused");
    if (amendment.overrides.length > 0 && !may("orders.override-price")) return again("amend-price-not-yours");
    if (order && (await leaveCardPayment(order.id, stripeCards, actor, now)) === "unreachable") {
      return again("amend-card-page-open");
    }
    const amended = await amendOrder(order?.id ?? null, amendment, singleValue(form, "seen"), actor, now);
    if (!amended.ok) return again(`amend-${amended.error.code}`);
    await dropKeptStaffForm(staff, amendForm(registrationId));
    const { dueMinor, excessMinor } = amended.value;
    const done = excessMinor > 0 ? "amended-excess" : dueMinor > 0 ? "amended-due" : "amended";
    return { to: page, said: { done: `registration.${done}` } };
  });
}
