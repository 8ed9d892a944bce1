import { keepStaffForm } from "@/lib/desk/kept-form";
import { loadForDesk } from "@/lib/registration/load-for-desk";
import { actOnForm } from "../../../act-on-form";
import { amendForm, loadAmending } from "../../../order/[orderId]/load-amending";
import { findChange } from "../find-change";

type Context = RouteContext<"/admin/c/[conference]/registrations/[publicId]/changes/[changeId]/prepare">;

/**
 * POST: leads to the act that does what the person asked for, with what it would do. Nothing is changed: a category and
 * a service are put into the form of the order, a cancellation has its page.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { changeId, ...of } = await params;
  return actOnForm(request, of, "registrations.edit", async ({ conference, registrationId, publicId, page, staff }) => {
    const change = await findChange(registrationId, changeId);
    if (!change) return { to: page, said: { problem: "registration.change-already-decided" } };
    if (change.kind === "cancel") return { to: `${page}/cancel?change=${change.id}` };
    if (change.kind === "other") return { to: page };
    const view = await loadForDesk(conference.id, publicId);
    const orderId = view?.orders.find(({ state }) => state === "placed")?.publicId;
    const amending = view && orderId && (await loadAmending({ view, orderId, staff, isTyped: false }));
    if (!amending) return { to: page, said: { problem: "registration.no-such-order" } };
    const { category, service, quantity } = change;
    const { categories, services } = amending.catalogue;
    const offered = change.kind === "category" ? categories : services;
    if (!offered.some(({ code }) => code === (category ?? service)?.code)) {
      return { to: page, said: { problem: "registration.change-not-offered" } };
    }
    await keepStaffForm(staff, amendForm(registrationId), {
      values: {
        ...amending.values,
        ...(category ? { category: category.code } : {}),
        ...(service ? { [`quantity.${service.code}`]: String(quantity) } : {}),
        change: String(change.id),
      },
      problems: [],
    });
    return { to: `${page}/order/${orderId}?preview=1` };
  });
}
