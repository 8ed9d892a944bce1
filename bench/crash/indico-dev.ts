import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const DevFile = z.object({
  base_url: z.string(),
  token: z.string(),
  indico_version: z.string(),
  events: z.object({ main: z.number() }),
  forms: z.object({ main: z.number() }),
});
const Registered = z.object({
  registration_db_id: z.number(),
  friendly_id: z.number(),
  email: z.string(),
  event_id: z.number(),
  form_id: z.number(),
  is_paid: z.boolean(),
  transactions_count: z.number(),
});
export type Registered = z.infer<typeof Registered>;

const ASK_AT_ONCE = 100;
const REGISTER_AT_ONCE = 25;

/** A real Indico on loopback with its test controls, described by the dev.json that its start prints. */
export class IndicoDev {
  readonly baseUrl: string;
  readonly token: string;
  readonly version: string;
  readonly eventId: number;
  readonly formId: number;
  readonly #key: string;
  readonly #ahead: Registered[] = [];
  #registering: Promise<void> | undefined;

  private constructor(dev: z.infer<typeof DevFile>, key: string) {
    this.baseUrl = dev.base_url;
    this.token = dev.token;
    this.version = dev.indico_version;
    this.eventId = dev.events.main;
    this.formId = dev.forms.main;
    this.#key = key;
  }

  static async open(devFile: string): Promise<IndicoDev> {
    const dev = DevFile.parse(JSON.parse(await readFile(devFile, "utf8")));
    const key = await readFile(path.join(path.dirname(devFile), "dev.key"), "utf8");
    return new IndicoDev(dev, key.trim());
  }

  /** One more unpaid registrant of the main form. Several are registered ahead, since that takes Indico a moment. */
  async nextRegistrant(): Promise<Registered> {
    const ahead = this.#ahead.pop();
    if (ahead) return ahead;
    // Two calls at once would get in each other's way there.
    this.#registering ??= this.#register().finally(() => {
      this.#registering = undefined;
    });
    await this.#registering;
    return this.nextRegistrant();
  }

  async #register(): Promise<void> {
    const reply = z.object({ registrations: z.array(Registered).min(1) });
    this.#ahead.push(...reply.parse(await this.#ask(`register?n=${REGISTER_AT_ONCE}`)).registrations);
  }

  /** Registrations as Indico's own database has them. */
  async state(ids: readonly number[]): Promise<Registered[]> {
    const states: Registered[] = [];
    for (let start = 0; start < ids.length; start += ASK_AT_ONCE) {
      const some = ids.slice(start, start + ASK_AT_ONCE).join(",");
      states.push(...z.array(Registered).parse(await this.#ask(`state?ids=${some}`)));
    }
    return states;
  }

  async #ask(what: string): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}/_dev/${what}`, { headers: { "X-Dev-Key": this.#key } });
    if (!response.ok) throw new Error(`Indico's /_dev/${what} answered ${response.status}`);
    return response.json();
  }
}
