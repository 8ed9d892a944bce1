import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

export type Line = {
  key: string;
  title: ReactNode;
  /** Beside the title on a page, under it on the badge's stub. */
  note?: ReactNode;
  amount: ReactNode;
};

type LinesProps = {
  lines: readonly Line[];
  total?: { title: ReactNode; amount: ReactNode } | undefined;
  /** `stub` is the badge's small print. */
  size?: "page" | "stub" | undefined;
  className?: string | undefined;
};

/** What something costs: titles at the left, figures at the right, the sum under an ink rule. */
export function Lines({ lines, total, size = "page", className }: LinesProps) {
  const row = "grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-4";
  return (
    <dl className={cx("grid gap-1.75 leading-[1.35]", size === "page" ? "text-md" : "text-sm", className)}>
      {lines.map(({ key, title, note, amount }) => (
        <div key={key} className={row}>
          <dt>
            {title}
            {note && size === "page" && <span className="text-ink-soft"> {note}</span>}
            {note && size === "stub" && <small className="block text-2xs text-ink-soft">{note}</small>}
          </dt>
          <dd className="num text-right">{amount}</dd>
        </div>
      ))}
      {total && (
        <div className={cx(row, "mt-1 border-ink border-t pt-2.5 font-semibold")}>
          <dt>{total.title}</dt>
          <dd className="num text-right font-serif text-[1.5rem] leading-none tracking-[-0.01em]">{total.amount}</dd>
        </div>
      )}
    </dl>
  );
}
