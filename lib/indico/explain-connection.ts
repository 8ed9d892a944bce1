import { z } from "zod";
import { readCertificate } from "@/lib/indico/certificate";
import { startDeadline } from "@/lib/indico/deadline";
import { createExportView } from "@/lib/indico/export-view";
import { listEventRegistrants } from "@/lib/indico/read-registrant";
import type { IndicoApi } from "@/lib/indico/read-registration";
import type { IndicoFailure, IndicoSite } from "@/lib/indico/site";
import { ok, type Result } from "@/lib/result";

/** What the connection test found. The first group stops the test, the second is to be mended, the third to be known. */
export type ConnectionFinding =
  | { code: "unreachable" | "timed-out" | "server-error" | "not-indico" }
  | { code: "certificate-expired" | "certificate-wrong"; daysLeft: number }
  /** Indico's own address answers elsewhere: http for https, another host, a sign-in in front of it. */
  | { code: "redirected"; to: string }
  | { code: "token-wrong" }
  | { code: "scope-missing"; scope: "registrants" }
  | { code: "rights-missing" }
  | { code: "event-not-found"; eventId: number }
  | { code: "form-not-found"; formId: number; forms: { id: number; title: string }[] }
  /** Indico before 3.3 without scope `full:everything`: every write of "paid" would be parked. */
  | { code: "paid-cannot-be-written"; scope: "full:everything" }
  /** Nothing to pay in Indico, so nothing can be shown as paid: a nominal price is enough. */
  | { code: "form-price-zero" }
  | { code: "payment-method-off" }
  | { code: "payment-link-missing" }
  /** The token may not read price or payment text: nobody but a person can check them. */
  | { code: "price-not-readable" | "payment-text-not-readable" }
  | { code: "connected"; api: IndicoApi }
  | { code: "certificate-good"; daysLeft: number };

export type ConnectionReport = {
  /** In the order of the checks. */
  findings: ConnectionFinding[];
  /** Null where the test did not get so far. */
  api: IndicoApi | null;
};

const Event = z.object({ id: z.int() });
const Forms = z.array(z.object({ id: z.int(), title: z.string() }));
const LegacyForms = z.array(
  z.object({ id: z.int(), name: z.string() }).transform(({ id, name }) => ({ id, title: name })),
);
const Dialog = z.object({ html: z.string() });
/** No registration has this number; Indico's "not found" tells that token, scope and rights are right. */
const NOBODY = 2_147_483_647;

/**
 * Tries everything that the portal needs of an Indico, writing nothing but one kept column choice. Says what to mend
 * in codes; never throws for what Indico does.
 * @param expected.portalUrl the address that the payment text has to lead to
 */
export async function explainConnection(
  site: IndicoSite,
  expected: { eventId: number; formId: number; portalUrl: string },
  { now, timeoutMs }: { now: Date; timeoutMs: number },
): Promise<ConnectionReport> {
  const leftMs = startDeadline(timeoutMs);
  const findings: ConnectionFinding[] = [];
  const stop = (finding: ConnectionFinding): ConnectionReport => ({ findings: [...findings, finding], api: null });

  const certificate = await readCertificate(site.baseUrl, {
    now,
    timeoutMs: leftMs(),
    certificateAuthority: site.certificateAuthority,
  });
  if (certificate.ok) {
    const { daysLeft, trust } = certificate.value;
    if (trust !== "good") return stop({ code: `certificate-${trust}`, daysLeft });
    findings.push({ code: "certificate-good", daysLeft });
  }

  const { eventId, formId } = expected;
  const probe = await site.send({ path: `/api/events/${eventId}/registrants/${NOBODY}`, timeoutMs: leftMs() });
  if (probe.ok && probe.value.status >= 300 && probe.value.status < 400)
    return stop({ code: "redirected", to: originOf(probe.value.location, site.baseUrl) });
  const registrant = await site.call({ path: `/api/events/${eventId}/registrants/${NOBODY}`, timeoutMs: leftMs() });
  if (registrant.ok || registrant.error !== "not-found")
    return stop(findingOf(registrant.ok ? "unexpected-reply" : registrant.error));

  const event = await site.callJson({ path: `/api/checkin/event/${eventId}/`, timeoutMs: leftMs() }, Event);
  if (!event.ok && event.error !== "not-supported")
    return stop(event.error === "not-found" ? { code: "event-not-found", eventId } : findingOf(event.error));
  const api: IndicoApi = event.ok ? "check-in" : "legacy";

  const forms = await readForms(site, eventId, api, leftMs());
  if (!forms.ok && forms.error === "not-found") return stop({ code: "event-not-found", eventId });
  if (forms.ok && !forms.value.some((form) => form.id === formId))
    return stop({ code: "form-not-found", formId, forms: forms.value });
  let isReadOnly = false;
  if (api === "legacy") {
    const view = await createExportView(site, { eventId, formId }, { timeoutMs: leftMs() });
    isReadOnly = !view.ok && view.error === "scope-missing";
    const rights = isReadOnly ? await probeRights(site, eventId, leftMs()) : view;
    if (!rights.ok && rights.error === "not-found") return stop({ code: "event-not-found", eventId });
    if (!rights.ok) return stop(findingOf(rights.error));
  }
  findings.push({ code: "connected", api });
  if (isReadOnly) findings.push({ code: "paid-cannot-be-written", scope: "full:everything" });
  findings.push(...(await checkPrice(site, expected, leftMs())), ...(await checkPaymentText(site, expected, leftMs())));
  return { findings, api };
}

function findingOf(failure: IndicoFailure): ConnectionFinding {
  switch (failure) {
    case "unreachable":
    case "timed-out":
    case "server-error":
      return { code: failure };
    case "bad-certificate":
      return { code: "certificate-wrong", daysLeft: 0 };
    case "unauthorized":
      return { code: "token-wrong" };
    case "scope-missing":
      return { code: "scope-missing", scope: "registrants" };
    case "forbidden":
      return { code: "rights-missing" };
    default:
      return { code: "not-indico" };
  }
}

/** "scope-missing" on 3.2 with scope `registrants`: then a wrong form shows at the first reading. */
async function readForms(
  site: IndicoSite,
  eventId: number,
  api: IndicoApi,
  timeoutMs: number,
): Promise<Result<{ id: number; title: string }[], IndicoFailure>> {
  if (api === "check-in") return site.callJson({ path: `/api/checkin/event/${eventId}/forms/`, timeoutMs }, Forms);
  return site.callJson({ path: `/event/${eventId}/api/registration-forms`, timeoutMs }, LegacyForms);
}

/**
 * Indico 3.2 says "not found" of a registration before it looks at rights; of the list it says at once who may not
 * read it, and takes its time for who may.
 */
async function probeRights(
  site: IndicoSite,
  eventId: number,
  timeoutMs: number,
): Promise<Result<unknown, IndicoFailure>> {
  const list = await listEventRegistrants(site, eventId, { timeoutMs: Math.min(timeoutMs, 3000) });
  return !list.ok && list.error === "timed-out" ? ok(null) : list;
}

/** The form's price stands only on the form's management page. */
async function checkPrice(
  site: IndicoSite,
  { eventId, formId }: { eventId: number; formId: number },
  timeoutMs: number,
): Promise<ConnectionFinding[]> {
  const page = await site.call({ path: `/event/${eventId}/manage/registration/${formId}/edit`, timeoutMs });
  const input = page.ok ? /<input [^>]*name="base_price"[^>]*>/.exec(page.value.body.toString("utf8"))?.[0] : undefined;
  const price = input && /value="([\d.]+)"/.exec(input)?.[1];
  if (price === undefined) return [{ code: "price-not-readable" }];
  return Number(price) === 0 ? [{ code: "form-price-zero" }] : [];
}

/** Blanks around the dots and the bar do no harm: the portal drops them. */
const PAYMENT_LINK =
  /\/pay(\/[a-z0-9-]+)?\?codes=\s*\{event_id\}\s*\.\s*\{registration_id\}\s*\.\s*\{registration_db_id\}\s*\.\s*\{registration_form_id\}\s*(\||%7C)\s*\{email:url\}/i;

/** The text that the Bank Transfer plugin shows to registrants has to carry our link with all of its codes. */
async function checkPaymentText(
  site: IndicoSite,
  { eventId, portalUrl }: { eventId: number; portalUrl: string },
  timeoutMs: number,
): Promise<ConnectionFinding[]> {
  const dialog = await site.callJson({ path: `/event/${eventId}/manage/payments/method/manual`, timeoutMs }, Dialog);
  if (!dialog.ok) return [{ code: dialog.error === "not-found" ? "payment-method-off" : "payment-text-not-readable" }];
  const { html } = dialog.value;
  const isOn = /<input [^>]*checked[^>]*name="payment-enabled"/.test(html);
  const text = /<textarea [^>]*name="payment-details"[^>]*>([^<]*)</.exec(html)?.[1] ?? "";
  const hasLink = text.includes(portalUrl) && PAYMENT_LINK.test(text);
  return [
    ...(isOn ? [] : [{ code: "payment-method-off" } as const]),
    ...(hasLink ? [] : [{ code: "payment-link-missing" } as const]),
  ];
}

function originOf(location: string, baseUrl: string): string {
  return URL.canParse(location, baseUrl) ? new URL(location, baseUrl).origin : location;
}
