import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

export type Definition = { term: string; value: ReactNode; code?: boolean | undefined };

type DefinitionListProps = {
  items: readonly Definition[];
  /** `ruled` has a line above each pair, `plain` has none. */
  look?: "ruled" | "plain" | undefined;
  className?: string | undefined;
};

/** Names and values in two columns. */
export function DefinitionList({ items, look = "ruled", className }: DefinitionListProps) {
  const cell = look === "ruled" ? "border-rule border-t py-1.75" : "py-0.5";
  return (
    <dl className={cx("grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] text-sm", className)}>
      {items.map(({ term, value, code }) => (
        <div key={term} className="col-span-full grid grid-cols-subgrid">
          <dt className={cx(cell, "pr-4 text-ink-soft")}>{term}</dt>
          <dd className={cx(cell, "font-medium wrap-anywhere", code && "code")}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
