/** The lists that an act may have been done from. */
const LISTS = ["/admin", "/admin/parked"] as const;

/** Tells the act's route which list to come back to. */
export function BackField({ to }: { to: (typeof LISTS)[number] }) {
  return <input type="hidden" name="back" value={to} />;
}

/** Where an act leads: to the list it was done from, else to the registration's page. What became of it is said there. */
export function addressAfter(form: FormData, publicId: string, said: { done: string } | { problem: string }): string {
  const list = LISTS.find((path) => path === form.get("back"));
  return `${list ?? `/admin/registrations/${publicId}`}?${new URLSearchParams(said)}`;
}
