import type { Actor } from "@/lib/audit/chain";
import type { AnswerElement } from "@/lib/convio/answer-tree";
import type { ConvioRefusal } from "@/lib/convio/errors";
import type { EventLookup } from "@/lib/convio/find-event";
import type { Result } from "@/lib/result";

export const SERVLETS = ["CRTeamraiserAPI", "SRTeamraiserAPI", "CRConsAPI", "SRConsAPI", "CRConnectAPI"] as const;
export type Servlet = (typeof SERVLETS)[number];

export type Verb = "GET" | "POST";

/**
 * Who calls. `credentialId` is the row of the client key (client) or of the server account (server).
 */
export type ConvioCaller =
  | {
      readonly kind: "client";
      readonly credentialId: number;
      /** Of a valid token; null without one, and for one that nobody signed in with. */
      readonly personId: number | null;
      /** The server account that signed that person in. */
      readonly accountId: number | null;
      /** A setting of the key, off by default: ids in a document count as given, as on the original. */
      readonly trustsIds: boolean;
      /** A setting of the key, off by default: names of participants may be listed without a token. */
      readonly listsPeople: boolean;
    }
  | {
      readonly kind: "server";
      readonly credentialId: number;
      /** The client key that came with the account: whom it signs in, holds for that key's calls. */
      readonly keyId: number;
    };

/** Parameters by name, case-sensitive; of a name that came twice the first. Empty is absent. */
export type Parameters = ReadonlyMap<string, string>;

/** What a call leaves for the log of calls: ids and names of elements, never values. */
export type CallNotes = { conferenceId: number | null; unknownElements: readonly string[] };

/** Whose a session or a token is, and what it opens. */
export type SessionHolder = {
  /** Null: nobody is signed in. */
  readonly personId: number | null;
  /** The client key that it was given to. */
  readonly keyId: number;
  /** The conference that the credentials were tied to; null: all. */
  readonly conferenceId: number | null;
  /** The server account that signed the person in: it ends with the account's access. Null: none did. */
  readonly accountId: number | null;
};

/** `id` names the row; `secret` is the client's `JSESSIONID`. */
export type ConvioSession = SessionHolder & { readonly id: number; readonly secret: string };

export type ConvioCall = {
  readonly parameters: Parameters;
  readonly caller: ConvioCaller;
  /** Who stands in the audit: the credential, or the member of staff who tries it. */
  readonly actor: Actor;
  /** Events that the caller's credential may see; the one found is noted for the log. */
  readonly events: EventLookup;
  readonly now: Date;
  /** Of the client, for limits. */
  readonly address: string;
  /** The client's own session, alive; null without one. */
  readonly session: ConvioSession | null;
  /** The address under which the servlets were called, without a slash at its end: "https://pay.example.org/acme/site". */
  readonly siteUrl: string;
  readonly notes: CallNotes;
};

export type ConvioAnswer = { readonly root: AnswerElement; readonly session?: SessionChange };

/** What becomes of the caller's `JSESSIONID` cookie. */
export type SessionChange = { readonly set: string } | "end";

export type ConvioMethod = {
  readonly name: string;
  readonly servlets: readonly Servlet[];
  readonly verbs: readonly Verb[];
  /** Parameters without which the method is not run: code 9. */
  readonly required: readonly string[];
  /** Client API only: none → 5, wrong → 3. Where it is not needed, an unknown token is ignored. */
  readonly needsToken: boolean;
  readonly run: (call: ConvioCall) => Promise<Result<ConvioAnswer, ConvioRefusal>>;
};
