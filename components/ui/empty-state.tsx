import type { ReactNode } from "react";

/** Nothing is here: what that means, and the next step. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="max-w-136 border border-dashed border-edge px-6 py-8">
      <h2 className="text-xl">{title}</h2>
      {children && <div className="mt-1 text-ink-soft">{children}</div>}
    </div>
  );
}
