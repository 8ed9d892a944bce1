import { z } from "zod";
import { readTicketCode, type TicketReading } from "@/lib/documents/ticket-code";
import { err, ok, type Result } from "@/lib/result";

/** The ticket of a registration form of Indico, as its QR code says. What it says is not believed yet. */
export type IndicoTicket = {
  kind: "indico";
  /** Indico's address as the ticket has it. */
  serverUrl: string;
  /** What the ticket proves itself by: its uuid, lower case. */
  secret: string;
  /** Of Indico 3.2; later ones name the ticket alone. */
  eventId: number | null;
  registrationDbId: number | null;
  /** The ticket of somebody who comes along, and not of the registrant. */
  isCompanion: boolean;
};

export type Scan = ({ kind: "foyer" } & TicketReading) | IndicoTicket;

/** `"mistyped"`: a code of ours with a wrong character; `"words"`: nothing but words, as of a name. */
export type NoTicket = "not-a-ticket" | "mistyped" | "words";

const LONGEST_CODE = 2_000;
const LONGEST_WORDS = 60;
/** Indico's ids are PostgreSQL integers. */
const DbId = z.int().min(1).max(2_147_483_647);
const Base64Uuid = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 16)
  .transform((bytes) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));

/** Indico 3.2. Other keys may stand beside them: its plugins add some. Source: CONTRACT section 9. */
const Ticket32 = z
  .object({
    registrant_id: z.union([
      DbId,
      z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number)
        .pipe(DbId),
    ]),
    checkin_secret: z.guid(),
    event_id: z.union([
      DbId,
      z
        .string()
        .regex(/^\d{1,10}$/)
        .transform(Number)
        .pipe(DbId),
    ]),
    server_url: z.string().min(1),
    version: z.literal(1),
  })
  .transform(
    (ticket): IndicoTicket => ({
      kind: "indico",
      serverUrl: ticket.server_url,
      secret: ticket.checkin_secret.toLowerCase(),
      eventId: ticket.event_id,
      registrationDbId: ticket.registrant_id,
      isCompanion: false,
    }),
  );

/** Indico 3.3: version, address without "https://", the ticket's uuid, and that of the person who comes along. */
const Ticket33 = z
  .object({
    i: z.union([
      z.tuple([z.literal(2), z.string().min(1), Base64Uuid]),
      z.tuple([z.literal(2), z.string().min(1), Base64Uuid, z.string()]),
    ]),
  })
  .transform(
    ({ i: [, address, secret, companion] }): IndicoTicket => ({
      kind: "indico",
      serverUrl: /^https?:\/\//i.test(address) ? address : `https://${address}`,
      secret,
      eventId: null,
      registrationDbId: null,
      isCompanion: companion !== undefined,
    }),
  );

const IndicoCode = z.union([Ticket32, Ticket33]);

/** Reads what a camera or a hand scanner saw, or somebody typed at the door: our own ticket, or one of Indico's. */
export function readScan(raw: string): Result<Scan, NoTicket> {
  const text = raw.trim();
  if (text.length > LONGEST_CODE) return err("not-a-ticket");
  if (text.startsWith("{")) {
    const ticket = IndicoCode.safeParse(jsonOf(text));
    return ticket.success ? ok(ticket.data) : err("not-a-ticket");
  }
  const own = readTicketCode(text);
  if (own.ok) return ok({ kind: "foyer", ...own.value });
  // A name of ten plain letters has the form of a mistyped short code.
  if (looksLikeWords(text) && !/\d/.test(text)) return err("words");
  return own.error === "mistyped" || !looksLikeWords(text) ? own : err("words");
}

function looksLikeWords(text: string): boolean {
  return text.length <= LONGEST_WORDS && /^[\p{L}\p{M}\p{N}\s.'’@_+-]+$/u.test(text);
}

/**
 * Whether a ticket's address is that of an Indico that we know: the same host, port, path and scheme; a slash at the
 * end and the case of the host do not matter.
 */
export function isSameIndico(ticketUrl: string, indicoUrl: string): boolean {
  const ticket = plainAddress(ticketUrl);
  return ticket !== null && ticket === plainAddress(indicoUrl);
}

function plainAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, pathname, username, password } = new URL(address);
  if (!/^https?:$/.test(protocol) || username || password) return null;
  return `${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
