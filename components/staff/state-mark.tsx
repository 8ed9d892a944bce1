import {
  Ban,
  Check,
  CircleCheck,
  CircleDashed,
  Clock,
  Euro,
  FileText,
  type IconNode,
  LogIn,
  OctagonAlert,
  RotateCcw,
  SquarePause,
} from "lucide";
import { useTranslations } from "next-intl";
import { State } from "@/components/ui/state";
import { STATE_WORDS, type StateIcon } from "@/lib/states/state-words";

const ICONS: Record<StateIcon, IconNode> = {
  ban: Ban,
  check: Check,
  "circle-check": CircleCheck,
  "circle-dashed": CircleDashed,
  clock: Clock,
  euro: Euro,
  "file-text": FileText,
  "log-in": LogIn,
  "octagon-alert": OctagonAlert,
  "rotate-ccw": RotateCcw,
  "square-pause": SquarePause,
};

type Group = "registration" | "payment" | "refund" | "mirror" | "task";
type StateMarkProps = { [G in Group]: { group: G; state: keyof (typeof STATE_WORDS)[G] & string } }[Group] & {
  quiet?: boolean | undefined;
};

/** A state of one of our machines as staff read it: word, icon and colour out of the one table of states. */
export function StateMark({ quiet, ...of }: StateMarkProps) {
  const t = useTranslations("states");
  const { icon, tone } = lookOf(of);
  return (
    <State
      word={t(`${of.group}.${of.state}` as Parameters<typeof t>[0])}
      icon={ICONS[icon]}
      tone={tone}
      quiet={quiet}
    />
  );
}

function lookOf(of: StateMarkProps) {
  switch (of.group) {
    case "registration":
      return STATE_WORDS.registration[of.state];
    case "payment":
      return STATE_WORDS.payment[of.state];
    case "refund":
      return STATE_WORDS.refund[of.state];
    case "mirror":
      return STATE_WORDS.mirror[of.state];
    case "task":
      return STATE_WORDS.task[of.state];
  }
}
