import { cx } from "class-variance-authority";
import { CircleCheck, Clock, type IconNode, Info, TriangleAlert } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export type Tone = "ok" | "wait" | "bad" | "note";

const NOTES: Record<Tone, { icon: IconNode; look: string }> = {
  ok: { icon: CircleCheck, look: "border-ok bg-ok-tint" },
  wait: { icon: Clock, look: "border-wait bg-wait-tint" },
  bad: { icon: TriangleAlert, look: "border-bad bg-bad-tint" },
  note: { icon: Info, look: "border-note bg-note-tint" },
};

type NoteProps = {
  tone?: Tone | undefined;
  /** The bold first sentence: what is. The rest says what to do. */
  title?: ReactNode;
  children?: ReactNode;
  icon?: IconNode | undefined;
  /** `alert` where it answers what the person just did. */
  role?: "alert" | "status" | undefined;
  className?: string | undefined;
};

/** A sentence or two in place, with a bar and a tint. */
export function Note({ tone = "note", title, children, icon, role, className = "mt-5" }: NoteProps) {
  const { icon: usual, look } = NOTES[tone];
  return (
    <div
      role={role}
      className={cx("flex items-start gap-2.5 border-l-4 px-3.5 py-3 text-sm leading-[1.45]", look, className)}
    >
      <Icon of={icon ?? usual} className="mt-0.5 size-5" />
      <div className="min-w-0">
        {title && <b>{title}</b>}
        {title && children ? " " : null}
        {children}
      </div>
    </div>
  );
}
