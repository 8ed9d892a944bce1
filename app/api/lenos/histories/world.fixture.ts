import { bookSession } from "@/lib/bookings/book-session";
import { endBookings } from "@/lib/bookings/end-bookings";
import { promoteWaiting } from "@/lib/bookings/promote-waiting";
import { checkIn, undoCheckIn } from "@/lib/checkin/check-in";
import { changeSetup } from "@/lib/conference/change-setup";
import type { Setup, SetupSession } from "@/lib/conference/conference-file";
import { importConference } from "@/lib/conference/import-conference";
import { setupFile } from "@/lib/conference/setup.fixture";
import { db, transaction } from "@/lib/db/client";
import { holdOrder } from "@/lib/orders/hold-order";
import { placeOrder } from "@/lib/orders/place-order";
import { receiveMoney } from "@/lib/payments/receive-money";
import { publish } from "@/lib/publish/publish";
import { renderAgain, resendAll } from "@/lib/publish/render-again";
import { cancelRegistration } from "@/lib/registration/cancel-registration";
import { registerByStaff } from "@/lib/registration/register-directly";
import { restoreRegistration } from "@/lib/registration/restore-registration";
import { ok } from "@/lib/result";

/** One thing that happens, as numbers that a shrinker can make smaller; they choose among what there is. */
export type Act = { do: ActName; who: number; what: number; n: number };
export const ACT_NAMES = [
  ...["arrive", "order", "pay", "edit", "cancel", "reinstate", "erase", "let-in"],
  ...[
    "new-session",
    "move",
    "rename",
    "cancel-session",
    "hide",
    "delete-session",
    "capacity",
    "rename-room",
    "rename-tag",
  ],
  ...["book", "book", "book", "leave", "promote", "resend", "back-up", "restore"],
] as const;
export type ActName = (typeof ACT_NAMES)[number];

const ACTOR = { kind: "job", id: "history" } as const;
const STAFF = { kind: "staff", id: "1" } as const;
const MINUTE_MS = 60_000;
let worlds = 0;

/**
 * A conference with people and sessions whose history is made of the core's own acts. Its clock is a history's own, and
 * always ahead of the database's, so that stamps are of the history's days.
 */
export class World {
  now = new Date(Date.now() + 86_400_000);
  readonly #people: number[] = [];
  #names = 0;
  #isBackedUp = false;

  private constructor(readonly conferenceId: number) {}

  static async begin(): Promise<World> {
    worlds += 1;
    const file = setupFile({ slug: `history-${worlds}`, referencePrefix: `HIS${worlds}X`, eventId: 900_000 + worlds });
    const { conference } = file as { conference: object };
    const sessions = [session(0, 9), session(1, 9), session(2, 11)];
    const made = await importConference(
      {
        ...file,
        ...{ indico: null, conference: { ...conference, unpaidTakePart: false }, questions: [], sessions },
        quotas: [...(file.quotas as object[]), { name: "Lab", capacity: 2 }],
      },
      { by: ACTOR },
    );
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const world = new World(made.value.conferenceId);
    for (let who = 0; who < 3; who++) {
      await world.act({ do: "arrive", who, what: 0, n: 0 });
      await world.act({ do: "order", who, what: 0, n: 0 });
      await world.act({ do: "pay", who, what: 0, n: 0 });
    }
    return world;
  }

  pass(minutes: number): void {
    this.now = new Date(this.now.getTime() + minutes * MINUTE_MS);
  }

  /** Refusals are part of a history: what may not be, is not. */
  async act(act: Act): Promise<void> {
    this.pass(1 / 60);
    const client = await db();
    await client.$executeRaw`
      UPDATE conference_counter SET stamp = greatest(stamp, ${this.now}) WHERE conference_id = ${this.conferenceId}`;
    await this.#do(act);
  }

  async #do({ do: name, who, what, n }: Act): Promise<unknown> {
    const { conferenceId, now } = this;
    const client = await db();
    const person = this.#people[who % Math.max(1, this.#people.length)] ?? 0;
    switch (name) {
      case "arrive": {
        this.#names += 1;
        const profile = {
          firstName: `Name${this.#names}`,
          lastName: "Example",
          affiliation: "",
          phone: "",
          country: "",
        };
        const email = `name${this.#names}@example.org`;
        const made = await registerByStaff(
          conferenceId,
          { ...profile, email, locale: "en" },
          { evenIfKnown: true },
          STAFF,
          now,
        );
        if (made.ok) this.#people.push(made.value.id);
        return;
      }
      case "order": {
        const held = await holdOrder(person, { categoryCode: "regular", services: [] }, ACTOR, now);
        if (!held.ok) return;
        const order = await client.order.findUniqueOrThrow({ where: { publicId: held.value.publicId } });
        return placeOrder(order.id, { way: "transfer" }, ACTOR, now);
      }
      case "pay": {
        const payment = await client.payment.findFirst({ where: { state: "pending", order: { payerId: person } } });
        if (!payment) return;
        const receipt = { amountMinor: payment.amountMinor, currency: "EUR", at: now };
        return receiveMoney(payment.id, receipt, ACTOR, now);
      }
      case "edit":
        return transaction(async (tx) => {
          await tx.registration.updateMany({
            where: { id: person, state: { not: "erased" } },
            data: { lastName: `Edited${n}` },
          });
          await publish(tx, { conferenceId, actor: ACTOR, registrations: [person], audit: [] });
        });
      case "cancel":
        return cancelRegistration(person, { reason: "", tell: false }, ACTOR, now);
      case "reinstate":
        return restoreRegistration(person, { mayOverbook: false, reason: "" }, ACTOR, now);
      case "erase":
        return this.#erase(person);
      case "let-in":
        return n % 3 ? checkIn(person, ACTOR, now) : undoCheckIn(person, ACTOR, now);
      case "book":
      case "leave": {
        const sessions = await client.session.findMany({ where: { conferenceId }, orderBy: { id: "asc" } });
        const sessionId = sessions[what % Math.max(1, sessions.length)]?.id ?? 0;
        const source = (["app", "portal", "staff"] as const)[n % 3] ?? "app";
        const action = name === "book" ? "register" : "unregister";
        const wish = { conferenceId, registrationId: person, sessionId, action, joinWaitingList: true } as const;
        return bookSession({ ...wish, source, actor: ACTOR }, now);
      }
      case "promote":
        for (const { id } of await client.session.findMany({ where: { conferenceId } })) await promoteWaiting(id, now);
        return;
      case "resend":
        return resendAll(conferenceId, ACTOR, this.now);
      case "back-up":
        return this.#backUpFeed();
      case "restore":
        return this.#restoreFeed();
      default:
        return this.#setUp(name, what, n);
    }
  }

  /** What an erasure leaves of somebody: their number. */
  #erase(person: number): Promise<void> {
    return transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM registration WHERE id = ${person} FOR UPDATE`;
      const quotas = await tx.$queryRaw<unknown[]>`
        SELECT id FROM quota WHERE conference_id = ${this.conferenceId} ORDER BY id FOR UPDATE`;
      const sessions = quotas.length ? await endBookings(tx, [person], this.now) : [];
      const gone = { state: "erased", email: "erased", firstName: "", lastName: "", phone: "" } as const;
      await tx.registration.updateMany({ where: { id: person }, data: gone });
      await publish(tx, {
        conferenceId: this.conferenceId,
        actor: ACTOR,
        registrations: [person],
        sessions,
        audit: [],
      });
    });
  }

  async #setUp(name: ActName, what: number, n: number): Promise<void> {
    const edit = (setup: Setup): Setup => {
      const { sessions } = setup;
      const at = sessions.length ? what % sessions.length : -1;
      const with_ = (change: Partial<SetupSession>) => ({
        ...setup,
        sessions: at < 0 ? sessions : sessions.with(at, { ...(sessions[at] as SetupSession), ...change }),
      });
      const hour = 8 + (n % 4);
      switch (name) {
        case "new-session":
          this.#names += 1;
          return { ...setup, sessions: [...sessions, session(100 + this.#names, hour) as SetupSession] };
        case "move":
          return with_({ startsAt: `2027-06-01T${two(hour)}:00:00`, endsAt: `2027-06-01T${two(hour + 1)}:00:00` });
        case "rename":
          return with_({ title: `Renamed ${n}`, room: n % 2 ? "Aula" : "Lab 2", tags: n % 2 ? ["tides"] : [] });
        case "cancel-session":
          return with_({ isCancelled: n % 3 > 0 });
        case "hide":
          return with_({ isPublished: n % 2 > 0 });
        case "delete-session":
          return { ...setup, sessions: at < 0 ? sessions : sessions.toSpliced(at, 1) };
        case "capacity":
          return { ...setup, quotas: setup.quotas.map((q) => (q.name === "Lab" ? { ...q, capacity: n % 5 } : q)) };
        case "rename-room":
          return { ...setup, rooms: setup.rooms.map((room, i) => (i === 0 ? { ...room, floor: `${n}` } : room)) };
        default:
          return {
            ...setup,
            tags: setup.tags.map((tag, i) => (i === 0 ? { ...tag, colour: `#00000${n % 10}` } : tag)),
          };
      }
    };
    await changeSetup(this.conferenceId, (setup) => ok({ setup: edit(setup) }), { by: STAFF, keepSold: ["Lab"] });
    // What the job does that set-up sends.
    await renderAgain(this.conferenceId);
  }

  /** The feed's part of a back-up. */
  async #backUpFeed(): Promise<void> {
    const client = await db();
    const { conferenceId } = this;
    await client.$executeRaw`CREATE TABLE IF NOT EXISTS kept_row AS SELECT * FROM feed_row WHERE false`;
    await client.$executeRaw`CREATE TABLE IF NOT EXISTS kept_counter AS SELECT * FROM conference_counter WHERE false`;
    await client.$executeRaw`DELETE FROM kept_row WHERE conference_id = ${conferenceId}`;
    await client.$executeRaw`DELETE FROM kept_counter WHERE conference_id = ${conferenceId}`;
    await client.$executeRaw`INSERT INTO kept_row SELECT * FROM feed_row WHERE conference_id = ${conferenceId}`;
    await client.$executeRaw`INSERT INTO kept_counter SELECT * FROM conference_counter WHERE conference_id = ${conferenceId}`;
    this.#isBackedUp = true;
  }

  /** Numbers and stamps go back to where they were; then what the procedure for a restored database does. */
  async #restoreFeed(): Promise<void> {
    if (!this.#isBackedUp) return;
    const client = await db();
    const { conferenceId } = this;
    await client.$executeRaw`DELETE FROM feed_row WHERE conference_id = ${conferenceId}`;
    await client.$executeRaw`INSERT INTO feed_row SELECT * FROM kept_row WHERE conference_id = ${conferenceId}`;
    await client.$executeRaw`
      UPDATE conference_counter c SET seq = k.seq, epoch = k.epoch FROM kept_counter k
       WHERE c.conference_id = ${conferenceId} AND k.conference_id = ${conferenceId}`;
    await renderAgain(conferenceId);
    await resendAll(conferenceId, ACTOR, this.now);
  }
}

function session(nth: number, hour: number) {
  return {
    ...{
      code: `session-${nth}`,
      title: `Session ${nth}`,
      room: "Aula",
      tags: ["gauges"],
      quota: "Lab",
      booking: "app",
    },
    ...{ startsAt: `2027-06-01T${two(hour)}:00:00`, endsAt: `2027-06-01T${two(hour + 2)}:00:00`, waitingPlaces: 5 },
  };
}

const two = (hour: number) => String(hour).padStart(2, "0");
