import { cx } from "class-variance-authority";
import { ArrowDown, ArrowUp } from "lucide";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";

export type Column = {
  key: string;
  head: ReactNode;
  align?: "left" | "right" | undefined;
  /** A width utility, `w-33`; one column keeps the rest of the table. */
  width?: string | undefined;
  /** Left out under 48 rem. */
  wideOnly?: boolean | undefined;
  /** The head is a button of the form `form`, which sends `sort=<key>` (`sort=-<key>` for the other direction). */
  sort?: { form: string; direction?: "ascending" | "descending" | undefined } | undefined;
};

export type Row = {
  key: string;
  cells: Readonly<Record<string, ReactNode>>;
  /** Ticked for a bulk action: tinted. */
  selected?: boolean | undefined;
  /** Shown in the panel: tinted, with a bar. */
  open?: boolean | undefined;
};

type DataTableProps = {
  /** What the table holds, for those who do not see it. */
  caption: string;
  columns: readonly Column[];
  rows: readonly Row[];
};

/** The look of every cell, said once: a list has hundreds. */
const CELLS =
  "[&_td]:truncate [&_td]:px-2 [&_td]:py-1.25 [&_td]:align-middle [&_td_small]:block [&_td_small]:truncate [&_td_small]:text-2xs [&_td_small]:text-ink-soft";

/** A real table: dense rows of two lines, one rule between. Second lines are `<small>`. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    <table className={cx("w-full table-fixed border-collapse border border-rule bg-sheet text-sm", CELLS)}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              aria-sort={column.sort?.direction}
              className={cx(
                "bg-sunk px-2 py-1.25 text-xs font-medium whitespace-nowrap text-ink-soft",
                columnLook(column),
              )}
            >
              {column.sort ? <SortButton column={column} {...column.sort} /> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.key}
            className={cx(
              "border-rule border-t hover:bg-sunk",
              (row.selected || row.open) && "bg-accent-tint",
              row.open && "shadow-[inset_3px_0_0_var(--accent)]",
            )}
          >
            {columns.map((column) => (
              <td key={column.key} className={columnLook(column)}>
                {row.cells[column.key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnLook({ align, width, wideOnly }: Column): string {
  return cx(align === "right" ? "text-right" : "text-left", width, wideOnly && "max-md:hidden");
}

function SortButton({ column, form, direction }: { column: Column } & NonNullable<Column["sort"]>) {
  return (
    <button
      type="submit"
      form={form}
      name="sort"
      value={direction === "ascending" ? `-${column.key}` : column.key}
      className="inline-flex items-center gap-1 font-semibold text-ink"
    >
      {column.head}
      {direction && <Icon of={direction === "ascending" ? ArrowDown : ArrowUp} className="size-3.5" />}
    </button>
  );
}
