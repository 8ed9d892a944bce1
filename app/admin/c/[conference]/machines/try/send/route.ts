import { CAPS } from "@/lib/convio/document-node";
import { keepableDocument } from "@/lib/convio/keepable-document";
import { TRIED_METHODS, tryCall } from "@/lib/convio/try-call";
import { findMachine } from "@/lib/credentials/load-machines";
import { keepStaffForm } from "@/lib/desk/kept-form";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { singleValue, wholeValue } from "@/lib/http/form-values";
import { readId } from "@/lib/ids/read-id";
import { actAtDesk } from "../../../../../act";
import { indented } from "../../indented";
import { keptTryOf, readFormat, type TryValues } from "../kept-try";

type Context = RouteContext<"/admin/c/[conference]/machines/try/send">;

/** POST: calls a method as one of this conference's machines; or fills the document with an empty one. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { conference: slug } = await params;
  return actAtDesk(request, slug, "machines.manage", async ({ conference, staff, may, actor, form, data, now }) => {
    const to = `/admin/c/${slug}/machines/try`;
    const id = readId(singleValue(form, "machine"));
    const machine = id === null ? null : await findMachine(conference.id, id);
    const isFilling = singleValue(form, "do") === "fill";
    const asked = isFilling ? "getRegistrationDocument" : singleValue(form, "method");
    const method = TRIED_METHODS.find((name) => name === asked);
    if (!machine || machine.kind === "lenos" || !method) return { to, said: { problem: "desk.not-found" } };
    const format = readFormat(singleValue(form, "format"));
    const document = wholeValue(data, "document");
    if (Buffer.byteLength(document) > CAPS.bytes) return { to, said: { problem: "machines.too-large" } };
    const parameters = new Map([
      ["fr_id", String(conference.id)],
      ["response_format", format],
      ...(document.trim() ? [["registration_document", document] as const] : []),
    ]);
    const address = clientAddress(request.headers.get("x-forwarded-for"), env().TRUSTED_PROXIES);
    const trying = { actor, mayTakeMoney: may("payments.take-on-site") };
    const tried = await tryCall(machine, method, parameters, trying, address, now);
    if (!tried.ok) return { to, said: { problem: `machines.${tried.error}` } };
    const { code, text } = tried.value;
    const kept: TryValues = {
      machine: singleValue(form, "machine"),
      method: singleValue(form, "method"),
      format,
      document: isFilling && code === 0 ? indented(text, format) : keepableDocument(document),
    };
    await keepStaffForm(staff, keptTryOf(conference.id), {
      values: kept,
      problems: { code, answer: isFilling && code === 0 ? "" : indented(text, format) },
    });
    return { to };
  });
}
