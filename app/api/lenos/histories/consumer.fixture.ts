import type { SyncMode } from "@/lib/db/generated/enums";
import { answerLenos } from "@/lib/lenos/answer-lenos";
import type { Shown } from "./truth.fixture";

export type AppCredential = { name: string; secret: string; conferenceId: number };

/** How an app keeps itself in step, as far as it can be told apart from outside. */
export type Habits = {
  mode: SyncMode;
  /** Deletes what is missing in a list. */
  removes: boolean;
  /** Sends the date of its last sync with the persons. */
  isDated: boolean;
  /** Notes when its sync ended, not when it began. */
  recordsEnd?: boolean;
  /** How far its clock is from ours. */
  clockMs?: number;
  /** Reads the ordered stream by cursor, in pages of so many, instead of lists. */
  pages?: number;
  /** Refuses a row whose number is lower than the one it has. */
  checksSequence?: boolean;
  /** Reads the persons twice, and works on the answers in the wrong order. */
  overtakes?: boolean;
};

type Row = { [field: string]: unknown };
/** Index of the request whose answer is lost; none: -1. */
export type Fault = { lost: number };

const LISTS = [
  { resource: "Person", plural: "Persons", id: "PersonId" },
  { resource: "Session", plural: "Sessions", id: "SessionId" },
  { resource: "Location", plural: "Locations", id: "LocationId" },
  { resource: "SessionTag", plural: "SessionTags", id: "TagId" },
  { resource: "Registration", plural: "Registrations", id: "RegistrationId" },
] as const;
type ListName = (typeof LISTS)[number]["resource"];

/** A simple app: rows by id, the date of its last sync, a cursor. What is not a complete 200 changes nothing. */
export class Consumer {
  readonly rows = new Map<string, Map<string, Row>>(LISTS.map(({ resource }) => [resource, new Map()]));
  /** People that it deleted although they were there. */
  wronglyDeleted = 0;
  #lastDate: Date | null = null;
  #cursor: string | null = null;
  #newStart: Set<string> | null = null;

  constructor(
    readonly habits: Habits,
    readonly credential: AppCredential,
  ) {}

  /**
   * One sync.
   * @param clock the history's own; @param during what happens between its requests
   * @param existing who is there, by id, when the persons are read
   */
  async sync(
    clock: { now: Date },
    fault: Fault,
    during: () => Promise<void>,
    existing: () => Promise<string[]>,
  ): Promise<void> {
    if (this.habits.pages) return this.#read(clock, fault, during);
    const began = this.#clockOf(clock.now);
    let isWhole = true;
    for (const [nth, { resource, plural, id }] of LISTS.entries()) {
      const answers = [await this.#list(resource, clock.now)];
      if (resource === "Person" && this.habits.overtakes) {
        await during();
        answers.unshift(await this.#list(resource, clock.now));
      }
      if (resource === "Person") await this.#countWrong(answers, await existing());
      for (const answer of answers) {
        if (!answer || nth === fault.lost) isWhole = false;
        else this.#take(resource, id, (answer[plural] ?? []) as Row[]);
      }
      await during();
    }
    if (isWhole) this.#lastDate = this.habits.recordsEnd ? this.#clockOf(clock.now) : began;
  }

  /** What it would show of a conference, in the words of the truth. */
  shown(): Shown {
    const people = this.#current("Person").filter(({ RegistrationStatus }) => RegistrationStatus === "Registered");
    const sessions = this.#current("Session").filter(({ SessionStatus }) => SessionStatus === "Active");
    const known = new Set(people.map(({ PersonId }) => PersonId));
    const listed = new Set(sessions.map(({ SessionId }) => SessionId));
    const bookings = this.#current("Registration").filter(
      ({ Status, PersonId, SessionId }) => Status === "registered" && known.has(PersonId) && listed.has(SessionId),
    );
    return {
      people: people
        .map((p) => [p.PersonId, p.FirstName, p.LastName, p.RegistrationType].filter((v) => v != null).join("|"))
        .toSorted(),
      sessions: sessions
        .map((s) =>
          [
            s.SessionId,
            s.Title,
            String(s.utcStartDate).slice(0, 16),
            s.LocationName ?? "",
            [...(s.TagIds as string[])].toSorted().join("+"),
            s.in_slot ?? "-",
          ].join("|"),
        )
        .toSorted(),
      bookings: bookings.map(({ PersonId, SessionId }) => `${PersonId} ${SessionId}`).toSorted(),
    };
  }

  #current(resource: ListName): Row[] {
    return [...(this.rows.get(resource)?.values() ?? [])];
  }

  #clockOf(now: Date): Date {
    return new Date(now.getTime() + (this.habits.clockMs ?? 0));
  }

  async #list(resource: ListName, now: Date): Promise<Row | null> {
    const query: Record<string, string> = {};
    if (this.habits.isDated && resource === "Person" && this.#lastDate)
      query.utcModifiedDate = this.#lastDate.toISOString();
    const { status, body } = await this.#ask(resource, query, now);
    return status === 200 ? body : null;
  }

  async #countWrong(answers: (Row | null)[], existing: string[]): Promise<void> {
    if (!this.habits.removes || this.habits.overtakes) return;
    const [answer] = answers;
    if (!answer) return;
    const ids = new Set(((answer.Persons ?? []) as Row[]).map(({ PersonId }) => PersonId));
    this.wronglyDeleted += existing.filter((id) => this.rows.get("Person")?.has(id) && !ids.has(id)).length;
  }

  #take(resource: ListName, id: string, rows: Row[]): void {
    const mine = this.rows.get(resource) as Map<string, Row>;
    for (const row of rows) this.#put(mine, String(row[id]), row);
    if (!this.habits.removes) return;
    const ids = new Set(rows.map((row) => String(row[id])));
    for (const key of mine.keys()) if (!ids.has(key)) mine.delete(key);
  }

  #put(mine: Map<string, Row>, key: string, row: Row): void {
    const before = mine.get(key);
    const isOlder = before && Number(row.ChangeSequence) < Number(before.ChangeSequence);
    if (!(this.habits.checksSequence && isOlder)) mine.set(key, row);
  }

  /** Reads the stream to its end; a cursor that is no longer usable begins it again, and drops what that does not show. */
  async #read(clock: { now: Date }, fault: Fault, during: () => Promise<void>): Promise<void> {
    for (let page = 0; page < 200; page++) {
      const query: Record<string, string> = { limit: String(this.habits.pages) };
      if (this.#cursor) query.cursor = this.#cursor;
      const { status, body } = await this.#ask("Changes", query, clock.now);
      if (status === 410) {
        this.#cursor = null;
        this.#newStart = new Set();
        continue;
      }
      if (status !== 200 || page === fault.lost) return;
      const changes = (body.Changes ?? []) as { Resource: ListName; Id: string; State: string; Data?: Row }[];
      for (const { Resource, Id, State, Data } of changes) {
        this.#newStart?.add(`${Resource} ${Id}`);
        const mine = this.rows.get(Resource) as Map<string, Row>;
        if (State === "deleted" || !Data) mine.delete(Id);
        else mine.set(Id, Data);
      }
      const { Next } = body.Header as { Next: string };
      const isEnd = changes.length === 0;
      this.#cursor = Next;
      if (isEnd) return this.#dropUnseen();
      await during();
    }
    throw new Error("The stream has no end");
  }

  #dropUnseen(): void {
    const seen = this.#newStart;
    this.#newStart = null;
    if (!seen) return;
    for (const [resource, rows] of this.rows) {
      for (const id of rows.keys()) if (!seen.has(`${resource} ${id}`)) rows.delete(id);
    }
  }

  async #ask(resource: string, query: Record<string, string>, now: Date): Promise<{ status: number; body: Row }> {
    const { name, secret, conferenceId } = this.credential;
    const search = new URLSearchParams({ eventId: String(conferenceId), ...query });
    const authorization = `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}`;
    const request = new Request(`http://127.0.0.1:3999/api/lenos/${resource}?${search}`, {
      headers: { authorization },
    });
    const answer = await answerLenos(request, [resource], now);
    const text = await answer.text();
    return { status: answer.status, body: answer.status === 200 ? (JSON.parse(text) as Row) : {} };
  }
}
