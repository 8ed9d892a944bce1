import { type FormValues, singleValue } from "@/lib/http/form-values";

/** Tells an act's route to come back to the work list, not to its object's page. */
export function BackToWorkList() {
  return <input type="hidden" name="back" value="work-list" />;
}

/** Where an act leads: to the list from which it was done, else to its object's page. */
export function backOr(form: FormValues, slug: string, page: string): string {
  const back = singleValue(form, "back");
  if (back === "approvals") return `/admin/c/${slug}/payments/approvals`;
  return back === "work-list" ? `/admin/c/${slug}` : page;
}
