/** What of the programme is shown: a day as "2027-06-14", a tag by its name, the person's own sessions alone. */
export type AgendaView = { day: string | null; tag: string | null; mine: boolean };

export const WHOLE_AGENDA: AgendaView = { day: null, tag: null, mine: false };

/** From the address, or from a form that leads back to it; what is no view of it shows all. */
export function readView({ day, tag, mine }: { [name: string]: string | string[] | undefined }): AgendaView {
  const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : null);
  return { day: one(day), tag: one(tag), mine: mine === "yes" };
}

/** The same as `readView` reads it. */
export function fieldsOfView({ day, tag, mine }: AgendaView): Record<string, string> {
  return { ...(day && { day }), ...(tag && { tag }), ...(mine && { mine: "yes" }) };
}

/** The session's place on the page. */
export function anchorOf(sessionPublicId: string): string {
  return `s-${sessionPublicId}`;
}

/** What an act came of, as a code, and of which session. */
export type Said = { said: string; session: string };

/** The agenda's address; with what an act came of it leads to the session. */
export function agendaAddress(publicId: string, view: AgendaView, said?: Said): string {
  const query = new URLSearchParams({ ...fieldsOfView(view), ...said }).toString();
  const address = query ? `/r/${publicId}/agenda?${query}` : `/r/${publicId}/agenda`;
  return said ? `${address}#${anchorOf(said.session)}` : address;
}
