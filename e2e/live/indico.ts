import { readFileSync } from "node:fs";
import path from "node:path";
import { type HTMLElement, parse } from "node-html-parser";

/** A registration as Indico's own database has it. */
export type IndicoState = {
  registration_db_id: number;
  friendly_id: number;
  event_id: number;
  form_id: number;
  /** As in the payment link, without the address. */
  codes: string;
  email: string;
  first_name: string;
  last_name: string;
  state: "complete" | "unpaid" | "pending" | "rejected" | "withdrawn";
  is_paid: boolean;
  /** Decimal. */
  price: string;
  currency: string;
  checked_in: boolean;
  transactions_count: number;
};

type DevFile = {
  indico_version: string;
  base_url: string;
  logins: Record<"pco" | "outsider", { username: string; password: string; email: string }>;
  tokens: Record<"token" | "token_registrants_only" | "token_no_scope" | "token_outsider", string>;
  events: { main: number; workshop: number };
  forms: { main: number; moderated: number; workshop: number; workshop_free: number };
  registrations: Record<string, IndicoState>;
};

/** A connection that waited between two calls may be closed by the server just when it is used again. */
export const ONE_CALL = { connection: "close" };

type FormField = { htmlName: string; title: string; choices?: { id?: string; caption?: string }[] };

/** A real Indico as its dev.json names it, with ways to make and change registrations as people and managers would. */
export class Indico {
  readonly dev: DevFile;
  readonly #key: string;

  /** @param devFile its dev.json; the key of its controls lies beside it */
  constructor(devFile: string) {
    this.dev = JSON.parse(readFileSync(devFile, "utf8"));
    this.#key = readFileSync(path.join(path.dirname(devFile), "dev.key"), "utf8").trim();
  }

  get version(): string {
    return this.dev.indico_version;
  }

  get baseUrl(): string {
    return this.dev.base_url;
  }

  /** Whether it shows a registration's whole form by the check-in API (3.3), not by the management's export alone. */
  get hasCheckinApi(): boolean {
    return !this.version.startsWith("3.2.");
  }

  /**
   * Somebody new registers; the answers by the captions of the form's choices, filled in on Indico's own page for them.
   * @param person.answers `{ "Participant type": "Student" }`
   */
  async register(
    formId: number,
    person: { firstName?: string; lastName?: string; answers?: Record<string, string> } = {},
  ): Promise<IndicoState> {
    const { firstName, lastName, answers } = person;
    const { registrations } = await this.#control<{ registrations: IndicoState[] }>("register", {
      n: "1",
      form: String(formId),
      ...(firstName ? { first_name: firstName } : {}),
      ...(lastName ? { last_name: lastName } : {}),
    });
    const [made] = registrations;
    if (!made) throw new Error("Indico made no registration");
    if (answers) await this.answer(made, answers);
    return this.state(made.registration_db_id);
  }

  /** Fills in choices on the page of Indico's management that edits a registration. */
  async answer(registration: IndicoState, answers: Record<string, string>): Promise<void> {
    const { event_id, form_id, registration_db_id } = registration;
    const edit = `/event/${event_id}/manage/registration/${form_id}/registrations/${registration_db_id}/edit`;
    const page = await this.#send(edit);
    const fields = readFormFields(page);
    const body = Object.fromEntries(
      Object.entries(answers).map(([title, caption]) => {
        const field = fields.find((candidate) => candidate.title === title);
        const choice = field?.choices?.find((candidate) => candidate.caption === caption);
        if (!field || !choice?.id) throw new Error(`Indico's form has no "${title}" with the choice "${caption}"`);
        return [field.htmlName, { [choice.id]: 1 }];
      }),
    );
    await this.#send(edit, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  }

  /** As Indico's database has it now. */
  async state(registrationDbId: number): Promise<IndicoState> {
    const [state] = await this.#control<IndicoState[]>("state", { ids: String(registrationDbId) });
    if (!state) throw new Error(`Indico has no registration ${registrationDbId}`);
    return state;
  }

  async act(action: "withdraw" | "restore" | "approve" | "reject" | "delete", registrationDbId: number): Promise<void> {
    await this.#control("act", { action, ids: String(registrationDbId) });
  }

  /** A manager marks a registration as paid, as on Indico's own page; Indico mails the person. */
  async markPaid({ event_id, form_id, registration_db_id }: IndicoState): Promise<void> {
    const toggle = `/event/${event_id}/manage/registration/${form_id}/registrations/${registration_db_id}/toggle-payment`;
    await this.#send(toggle, { method: "POST", body: new URLSearchParams({ pay: "1" }) });
  }

  /** The payment text on the registrant's page, as Indico renders it, and the link in it. */
  async paymentText(registrationDbId: number): Promise<{ html: string; link: URL }> {
    const [text] = await this.#control<{ html: string; links: string[] }[]>("link", { ids: String(registrationDbId) });
    const [link] = text?.links ?? [];
    if (!text || !link) throw new Error(`Indico renders no payment link for ${registrationDbId}`);
    return { html: text.html, link: new URL(link) };
  }

  /** The payment text's template of an event; with `text` it is replaced, for everybody. */
  async paymentTemplate(eventId: number, text?: string): Promise<string> {
    const { details } = await this.#control<{ details: string }>("details", {
      event: String(eventId),
      ...(text === undefined ? {} : { text }),
    });
    return details;
  }

  /** One call of Indico's own API, as a machine with the widest token makes it. @throws unless Indico answers 2xx */
  async call(address: string, init: RequestInit = {}): Promise<unknown> {
    return JSON.parse(await this.#send(address, init));
  }

  /**
   * Fills in a form of Indico's management; what is not named stays as the page has it.
   * @param answers by the fields' names; a list for a field that is sent several times, an empty one for a field that
   *   the page's script takes out
   * @returns what Indico answered: a page, or JSON of a dialog
   */
  async fillIn(address: string, answers: Record<string, string | string[]>): Promise<string> {
    const page = await this.#send(address);
    const html = page.startsWith("{") ? (JSON.parse(page) as { html: string }).html : page;
    const [first = ""] = Object.keys(answers);
    const form = parse(html)
      .querySelectorAll("form")
      .find((candidate) => candidate.querySelector(`[name='${first}']`));
    if (!form) throw new Error(`${address} has no form with "${first}"`);
    const body = new URLSearchParams();
    for (const [name, value] of readAnswers(form)) if (!(name in answers)) body.append(name, value);
    for (const [name, values] of Object.entries(answers)) for (const value of [values].flat()) body.append(name, value);
    return this.#send(address, { method: "POST", body });
  }

  /**
   * A conference of its own with one registration form and the Bank Transfer plugin, for tests that change what belongs
   * to an event as a whole.
   */
  async makeEvent(title: string): Promise<{ eventId: number; formId: number }> {
    const made = await this.fillIn("/event/create/conference", {
      "event-creation-title": title,
      "event-creation-category": '{"id": 0}',
      "event-creation-location_data": '{"inheriting": false, "address": ""}',
      "event-creation-listing": "1",
      "event-creation-start_dt": ["14/06/2027", "09:00"],
      "event-creation-end_dt": ["18/06/2027", "17:00"],
      "event-creation-timezone": "Europe/Rome",
      "event-creation-protection_mode": "inheriting",
    });
    const eventId = Number(/\/event\/(\d+)\//.exec(made)?.[1]);
    if (!eventId) throw new Error(`Indico made no event: ${made.slice(0, 500)}`);
    const manage = `/event/${eventId}/manage`;
    for (const feature of ["registration", "payment"]) {
      await this.#send(`${manage}/features/${feature}`, { method: "PUT" });
    }
    const answer = await this.fillIn(`${manage}/registration/create`, {
      title: "Registration",
      visibility: '["hide_all", "hide_all", null]',
    });
    const formId = Number(/\/manage\/registration\/(\d+)\//.exec(answer)?.[1]);
    if (!formId) throw new Error("Indico made no registration form");
    return { eventId, formId };
  }

  /** What a form costs. */
  async setPrice({ eventId, formId }: { eventId: number; formId: number }, price: string): Promise<void> {
    await this.fillIn(`/event/${eventId}/manage/registration/${formId}/edit`, {
      base_price: price,
      registration_limit: [],
      manager_notification_recipients: [],
      organizer_notification_recipients: [],
    });
  }

  /** Offers payment by the Bank Transfer plugin, with this text. */
  async offerTransfer(eventId: number, text: string): Promise<void> {
    const dialog = `/event/${eventId}/manage/payments/method/manual`;
    await this.fillIn(dialog, { "payment-enabled": "1", "payment-details": text });
  }

  async deleteEvent(eventId: number): Promise<void> {
    await this.#send(`/event/${eventId}/manage/delete`, { method: "POST" });
  }

  /** An application with which people sign in elsewhere by their account here; of one name there is one. */
  makeOauthApp(name: string, redirectUri: string): Promise<{ client_id: string; client_secret: string }> {
    return this.#control("oauth-app", { name, redirect_uri: redirectUri });
  }

  async #control<T>(command: string, query: Record<string, string>): Promise<T> {
    const reply = await fetch(`${this.baseUrl}/_dev/${command}?${new URLSearchParams(query)}`, {
      headers: { "X-Dev-Key": this.#key, ...ONE_CALL },
    });
    if (!reply.ok) throw new Error(`${command}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  async #send(address: string, init: RequestInit = {}): Promise<string> {
    const reply = await fetch(this.baseUrl + address, {
      ...init,
      headers: {
        ...init.headers,
        authorization: `Bearer ${this.dev.tokens.token}`,
        "x-requested-with": "XMLHttpRequest",
        ...ONE_CALL,
      },
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${address}: ${reply.status} ${text.slice(0, 300)}`);
    return text;
  }
}

/** What a form would send as it stands. */
function readAnswers(form: HTMLElement): [string, string][] {
  return form.querySelectorAll("input, textarea, select").flatMap((control): [string, string][] => {
    const name = control.getAttribute("name");
    const type = control.getAttribute("type") ?? "";
    if (!name || ["submit", "button", "file"].includes(type)) return [];
    if (["checkbox", "radio"].includes(type) && !control.hasAttribute("checked")) return [];
    if (control.tagName === "TEXTAREA") return [[name, control.text]];
    if (control.tagName !== "SELECT") return [[name, control.getAttribute("value") ?? ""]];
    const options = control.querySelectorAll("option");
    const chosen = options.filter((option) => option.hasAttribute("selected"));
    const sent = chosen.length || control.hasAttribute("multiple") ? chosen : options.slice(0, 1);
    return sent.map((option) => [name, option.getAttribute("value") ?? option.text]);
  });
}

/** The fields that Indico's form pages carry for their script. */
function readFormFields(page: string): FormField[] {
  const attribute = /data-form-data="([^"]*)"/.exec(page)?.[1];
  if (!attribute) throw new Error("Indico's page carries no form");
  const json = attribute
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return Object.values((JSON.parse(json) as { items: Record<string, FormField> }).items);
}
