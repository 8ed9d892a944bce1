import type { LenosAccess } from "@/lib/lenos/access";
import type { LenosFormat, Parameters } from "@/lib/lenos/read-call";
import type { ShownRow } from "@/lib/lenos/show-row";

/** A call that was let in. */
export type LenosCall = {
  readonly parameters: Parameters;
  readonly access: LenosAccess;
  /** GET also of a HEAD, which gives nobody a list. */
  readonly verb: string;
  readonly isHead: boolean;
  readonly format: LenosFormat;
  /** Whether the body will be compressed: a tag belongs to bytes. */
  readonly isCompressed: boolean;
  readonly ifNoneMatch: string | null;
  readonly idempotencyKey: string | null;
  readonly requestId: string;
  readonly publicUrl: string;
  readonly now: Date;
};

/** What the log keeps of an answer. */
export type CallNotes = { mode: string; reason: string; code: string; count: number | null };

export type LenosAnswer = {
  readonly status: number;
  /** Null: nothing changed (304). */
  readonly body: { readonly text: string; readonly type?: string } | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly notes?: Partial<CallNotes>;
};

/** An object as an answer of its own, in the format that was asked for. */
export type AnswerObject = ShownRow;
