import "server-only";
import { cookies } from "next/headers";
import type { AtDesk } from "@/app/admin/guard";
import { admitAtDesk } from "@/app/admin/guard";
import { readForm } from "@/app/read-form";
import { seeOther } from "@/app/see-other";
import type { DoorAnswer, Post } from "@/lib/checkin/at-the-door";
import { env } from "@/lib/env";
import { type FormValues, formValues, singleValue } from "@/lib/http/form-values";
import { cleanText } from "@/lib/text/clean-text";

export const LONGEST_DOOR = 40;

export type AtPost = AtDesk & { readonly post: Post; readonly form: FormValues; readonly publicId: string };

/** The page of a conference's doors. */
export function doorPage(slug: string): string {
  return `/admin/c/${encodeURIComponent(slug)}/check-in`;
}

/**
 * The frame of every act at a door. A browser that runs our script asks for JSON and gets the answer as data; a plain
 * form is led to the page that shows it.
 */
export async function answerAtDoor(
  request: Request,
  slug: string,
  act: (at: AtPost) => Promise<DoorAnswer>,
): Promise<Response> {
  const admitted = await admitAtDesk(slug, "registrations.check-in");
  if (!admitted.ok) return admitted.error;
  const form = formValues(await readForm(request));
  const door = readDoor(singleValue(form, "door")) ?? "";
  const post: Post = { door, actor: { kind: "staff", id: String(admitted.value.staff.id) }, now: new Date() };
  const answer = await act({ ...admitted.value, post, form, publicId: singleValue(form, "registration") });
  if (request.headers.get("accept")?.includes("application/json")) {
    return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
  }
  const query = new URLSearchParams({ answer: answer.kind });
  if ("person" in answer) query.set("of", answer.person.publicId);
  if (answer.kind === "words")
    return seeOther(`${doorPage(slug)}?${new URLSearchParams({ q: singleValue(form, "code") })}`);
  return seeOther(`${doorPage(slug)}?${query}`);
}

/** A door's name as typed; "" for none, null for what is no name. */
export function readDoor(raw: string): string | null {
  const name = cleanText(raw, { maxLength: LONGEST_DOOR });
  return name.ok ? name.value : null;
}

/** The door that this browser stands at in a conference; "" while it was not named. */
export async function doorOf(conferenceId: number): Promise<string> {
  const kept = (await cookies()).get(cookieName(conferenceId))?.value ?? "";
  return readDoor(kept) ?? "";
}

/** Keeps the door's name in this browser, for the days of a conference. */
export async function keepDoor(conferenceId: number, door: string): Promise<void> {
  (await cookies()).set(cookieName(conferenceId), door, {
    path: "/admin",
    httpOnly: true,
    sameSite: "strict",
    secure: env().publicUrl.startsWith("https:"),
    maxAge: 14 * 24 * 60 * 60,
  });
}

function cookieName(conferenceId: number): string {
  return `foyer-door-${conferenceId}`;
}
