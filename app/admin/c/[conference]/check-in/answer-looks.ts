import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CloudOff,
  Hourglass,
  type IconNode,
  OctagonAlert,
  RotateCcw,
  TicketX,
  Undo2,
  UsersRound,
} from "lucide";
import type { DoorAnswer } from "@/lib/checkin/at-the-door";

/** What a browser shows: the server's answer, or that none came. */
export type ShownAnswer = DoorAnswer | { kind: "lost" };
export type Tone = "ok" | "again" | "stop";

/** Shape, colour and sound of each answer; its word is in the messages. */
export const ANSWER_LOOKS: Record<ShownAnswer["kind"], { tone: Tone; icon: IconNode }> = {
  in: { tone: "ok", icon: CircleCheck },
  noted: { tone: "ok", icon: CircleCheck },
  "already-in": { tone: "again", icon: RotateCcw },
  companion: { tone: "again", icon: UsersRound },
  undone: { tone: "again", icon: Undo2 },
  expected: { tone: "again", icon: CircleDashed },
  "not-paid": { tone: "stop", icon: OctagonAlert },
  "amount-changed": { tone: "stop", icon: OctagonAlert },
  "not-registered": { tone: "stop", icon: CircleDashed },
  "not-here-yet": { tone: "stop", icon: CircleDashed },
  cancelled: { tone: "stop", icon: Ban },
  unknown: { tone: "stop", icon: CircleHelp },
  mistyped: { tone: "stop", icon: CircleHelp },
  words: { tone: "stop", icon: CircleHelp },
  "not-a-ticket": { tone: "stop", icon: TicketX },
  "not-valid": { tone: "stop", icon: TicketX },
  "other-conference": { tone: "stop", icon: TicketX },
  "other-indico": { tone: "stop", icon: TicketX },
  "other-event": { tone: "stop", icon: TicketX },
  "other-form": { tone: "stop", icon: TicketX },
  "indico-silent": { tone: "stop", icon: CloudOff },
  lost: { tone: "stop", icon: CloudOff },
  "too-many": { tone: "stop", icon: Hourglass },
};
