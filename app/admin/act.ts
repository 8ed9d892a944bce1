import "server-only";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import type { Actor } from "@/lib/audit/chain";
import type { Permission } from "@/lib/auth/permissions";
import { type FormValues, formValues } from "@/lib/http/form-values";
import { type AtDesk, admitAtDesk } from "./guard";

/** What an act said: "<area>.<code>", a code of the messages `admin-<area>.outcomes`; `Outcome` shows it. */
export type Said = { done: string } | { problem: string };

/** Where an act leads, and what is said there. */
export type Next = { to: string; said?: Said };

export type Act = AtDesk & {
  readonly actor: Actor;
  readonly now: Date;
  /** The form's texts. */
  readonly form: FormValues;
  /** The form itself, for its files. */
  readonly data: FormData;
};

/**
 * The frame of every act at a conference's desk: who asks, whether they may here, then the act, then a redirect to where
 * its outcome is said. An object of another conference is not there: an act looks its object up by the conference's id.
 */
export async function actAtDesk(
  request: Request,
  slug: string,
  permission: Permission,
  act: (act: Act) => Promise<Next>,
): Promise<Response> {
  const admitted = await admitAtDesk(slug, permission);
  if (!admitted.ok) return admitted.error;
  const data = await readForm(request);
  const actor: Actor = { kind: "staff", id: String(admitted.value.staff.id) };
  const next = await act({ ...admitted.value, actor, now: new Date(), form: formValues(data), data });
  return seeOther(addressOf(next));
}

/** An address with what is said there. */
export function addressOf({ to, said }: Next): string {
  if (!said) return to;
  const [path, query] = to.split("?", 2);
  const parameters = new URLSearchParams(query);
  for (const [name, code] of Object.entries(said)) parameters.set(name, code);
  return `${path}?${parameters}`;
}

/** The desk's own page of one registration. */
export function registrationPage(slug: string, publicId: string): string {
  return `/admin/c/${slug}/registrations/${publicId}`;
}
