import type { ReactNode } from "react";

/** Things that need a person, most urgent first. */
export function WorkList({ children }: { children: ReactNode }) {
  return <ol className="mt-4 border-ink border-t">{children}</ol>;
}

type WorkRowProps = {
  /** `<State>`. */
  state: ReactNode;
  /** One sentence: what is. */
  what: string;
  href?: string | undefined;
  /** Why, in a few words. */
  why?: ReactNode;
  /** A figure without currency; the page's head says it. */
  sum?: ReactNode;
  /** "2 h", "due 25 Mar". */
  age?: ReactNode;
  /** The suggested act as a button that names its object, in its form; then "Open". */
  children?: ReactNode;
};

/** One row of the work list. */
export function WorkRow({ state, what, href, why, sum, age, children }: WorkRowProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-rule border-b py-3 lg:grid-cols-[9rem_minmax(0,1fr)_7rem_4.5rem_auto] lg:py-1.75">
      <span>{state}</span>
      <span className="min-w-0 max-lg:col-start-1 max-lg:row-start-2">
        {href ? (
          <a href={href} className="font-semibold no-underline hover:underline">
            {what}
          </a>
        ) : (
          <b>{what}</b>
        )}
        {why && <span className="block text-xs text-ink-soft">{why}</span>}
      </span>
      <span className="num text-right font-semibold max-lg:col-start-2 max-lg:row-start-2 max-lg:self-start">
        {sum}
      </span>
      <span className="text-right text-ink-soft max-lg:col-start-2 max-lg:row-start-1">{age}</span>
      <span className="flex min-w-54 gap-1.5 max-lg:col-span-full max-lg:justify-start lg:justify-end">{children}</span>
    </li>
  );
}
