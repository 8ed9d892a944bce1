import type { ReactNode } from "react";
import { Words } from "@/components/words";

/** What happens next, by date: "13 June" beside what to do then. */
export function NextSteps({ steps }: { steps: readonly { when: string; what: ReactNode }[] }) {
  return (
    <ol className="mt-3 grid gap-4">
      {steps.map(({ when, what }) => (
        <li key={when} className="grid grid-cols-[6.25rem_minmax(0,1fr)] gap-x-4 gap-y-1">
          <span className="text-sm leading-6 font-semibold">
            <Words>{when}</Words>
          </span>
          <div className="min-w-0">{what}</div>
        </li>
      ))}
    </ol>
  );
}
