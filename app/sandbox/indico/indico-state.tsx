import { CircleCheck, CircleX, Clock, Hourglass, type IconNode, Undo2 } from "lucide";
import { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/note";
import { State } from "@/components/ui/state";
import type { SandboxState } from "@/lib/db/generated/client";

const LOOKS: Record<SandboxState, { icon: IconNode; tone: Tone | "plain" }> = {
  complete: { icon: CircleCheck, tone: "ok" },
  unpaid: { icon: Clock, tone: "wait" },
  pending: { icon: Hourglass, tone: "note" },
  rejected: { icon: CircleX, tone: "bad" },
  withdrawn: { icon: Undo2, tone: "plain" },
};

/** A registration's state in Indico's own words. */
export function IndicoState({ state }: { state: SandboxState }) {
  const t = useTranslations("sandbox.indico.states");
  return <State word={t(state)} {...LOOKS[state]} />;
}
