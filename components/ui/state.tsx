import { cx } from "class-variance-authority";
import type { IconNode } from "lucide";
import { Icon } from "@/components/ui/icon";
import type { Tone } from "@/components/ui/note";

type StateProps = {
  word: string;
  icon: IconNode;
  /** `plain` for what needs nobody. */
  tone: Tone | "plain";
  /** In tables the normal case has no tint: colour is for the exception. */
  quiet?: boolean | undefined;
};

const LOOKS = {
  ok: "bg-ok-tint text-ok",
  wait: "bg-wait-tint text-wait",
  bad: "bg-bad-tint text-bad",
  note: "bg-note-tint text-note",
  plain: "bg-sunk text-ink-soft",
};

/** A state: word, icon and colour together, never colour alone. */
export function State({ word, icon, tone, quiet }: StateProps) {
  return (
    <span className={cx("state", LOOKS[tone], quiet ? "bg-transparent" : "pr-1.5 pl-1 font-semibold")}>
      <Icon of={icon} className="size-3.5" />
      {word}
    </span>
  );
}
