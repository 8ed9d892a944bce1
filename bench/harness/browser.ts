import { type HTMLElement, parse } from "node-html-parser";

const MOST_REDIRECTS = 5;
const ANSWER_MS = 60_000;

/**
 * What a person fills in, by the control's name: a text, the value of the chosen radio button or option, whether a box
 * is ticked, or which of several boxes of one name are.
 */
export type Values = Record<string, string | boolean | string[]>;

/**
 * A browser without JavaScript, as far as an attendee's forms need one: cookies, redirects, forms with what the server
 * put into them. Each has a client address of its own, told through X-Forwarded-For as a proxy would.
 */
export class Browser {
  readonly #baseUrl: string;
  readonly #address: string;
  readonly #cookies = new Map<string, string>();

  constructor(baseUrl: string, address: string) {
    this.#baseUrl = baseUrl;
    this.#address = address;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** Opens an address and follows its redirects. */
  open(path: string): Promise<Page> {
    return this.#go(new URL(path, this.#baseUrl), { method: "GET" });
  }

  /**
   * Presses a form's main button, the first that stands for nothing else: sends its hidden inputs and preset values, and
   * what was filled in.
   */
  send(page: Page, form: HTMLElement, values: Values = {}): Promise<Page> {
    const buttons = form.querySelectorAll("button").filter((one) => one.getAttribute("type") !== "button");
    const button = buttons.find((one) => !one.hasAttribute("name") && !one.hasAttribute("formaction")) ?? buttons[0];
    const target = new URL(button?.getAttribute("formaction") || form.getAttribute("action") || page.url, page.url);
    const pairs = [...successfulControls(form, values), ...pairOf(button)];
    if ((form.getAttribute("method") ?? "get").toLowerCase() === "get") {
      for (const [name, value] of pairs) target.searchParams.append(name, value);
      return this.#go(target, { method: "GET" });
    }
    const isMultipart = form.getAttribute("enctype") === "multipart/form-data";
    const body = isMultipart ? new FormData() : new URLSearchParams();
    for (const [name, value] of pairs) body.append(name, value);
    return this.#go(target, { method: "POST", body });
  }

  /** Sends a form as a script of ours does. @returns the JSON that answered it */
  async ask<T>(path: string, values: Record<string, string>): Promise<T> {
    const url = new URL(path, this.#baseUrl);
    const body = new URLSearchParams(values);
    const response = await this.#exchange({ url, method: "POST", body, accept: "application/json" });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${response.headers.get("location")}`);
    return (await response.json()) as T;
  }

  async #go(url: URL, request: { method: "GET" | "POST"; body?: FormData | URLSearchParams }): Promise<Page> {
    let next = { url, ...request };
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await this.#exchange(next);
      const location = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || !location) {
        return new Page(response.status, next.url.href, await response.text());
      }
      await response.body?.cancel();
      const target = new URL(location, next.url);
      if (target.origin !== url.origin) return new Page(response.status, target.href, "");
      next = { url: target, method: "GET" };
    }
    throw new Error(`More than ${MOST_REDIRECTS} redirects from ${url.pathname}`);
  }

  async #exchange({ url, method, body, accept = "text/html" }: Exchange) {
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        accept,
        "accept-language": "en",
        "sec-fetch-site": "same-origin",
        "x-forwarded-for": this.#address,
        ...(cookies ? { cookie: cookies } : {}),
      },
      ...(body ? { body } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

type Exchange = { url: URL; method: string; body?: FormData | URLSearchParams; accept?: string };

/** A page as it arrived. */
export class Page {
  #root: HTMLElement | undefined;

  constructor(
    readonly status: number,
    readonly url: string,
    readonly html: string,
  ) {}

  get path(): string {
    return new URL(this.url).pathname;
  }

  get root(): HTMLElement {
    this.#root ??= parse(this.html);
    return this.#root;
  }

  /** What a person reads in the main part. */
  get text(): string {
    return (this.root.querySelector("main") ?? this.root).structuredText;
  }

  /**
   * The form that holds an element.
   * @throws when the page has none, saying which page it was
   */
  formWith(selector: string): HTMLElement {
    const form = this.root.querySelectorAll("form").find((one) => one.querySelector(selector));
    if (!form) throw new Error(`No form with ${selector} on ${this.path} (${this.status}): ${this.text.slice(0, 400)}`);
    return form;
  }

  /** @throws when the page is another one than expected */
  expect(path: RegExp): Page {
    if (this.status === 200 && path.test(this.path)) return this;
    throw new Error(`Expected ${path}, got ${this.status} ${this.path}: ${this.text.slice(0, 400)}`);
  }
}

/** HTML's "constructing the form data set", for the controls that the portal uses. */
function successfulControls(form: HTMLElement, values: Values): [string, string][] {
  return form.querySelectorAll("input, select, textarea").flatMap((control): [string, string][] => {
    const name = control.getAttribute("name");
    if (!name || control.hasAttribute("disabled")) return [];
    const filled = values[name];
    const type = control.rawTagName.toLowerCase() === "input" ? (control.getAttribute("type") ?? "text") : "other";
    if (type === "checkbox" || type === "radio") {
      const value = control.getAttribute("value") ?? "on";
      const isPreset = control.hasAttribute("checked");
      const isFilled = Array.isArray(filled) ? filled.includes(value) : filled === (type === "radio" ? value : true);
      return (filled === undefined ? isPreset : isFilled) ? [[name, value]] : [];
    }
    if (type === "submit" || type === "button" || type === "file") return [];
    if (typeof filled === "string" && type !== "hidden") return [[name, filled]];
    return [[name, presetOf(control)]];
  });
}

function presetOf(control: HTMLElement): string {
  const tag = control.rawTagName.toLowerCase();
  if (tag === "textarea") return control.text;
  if (tag === "input") return control.getAttribute("value") ?? "";
  const options = control.querySelectorAll("option");
  const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
  return chosen?.getAttribute("value") ?? chosen?.text ?? "";
}

function pairOf(button: HTMLElement | undefined): [string, string][] {
  const name = button?.getAttribute("name");
  return button && name ? [[name, button.getAttribute("value") ?? ""]] : [];
}
