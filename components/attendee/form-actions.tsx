import type { ReactNode } from "react";

type FormActionsProps = {
  /** The page's primary button; on a phone the one in `Peek` stands for it. */
  primary: ReactNode;
  /** The page has no `Peek`: show the primary button on a phone too. */
  withoutPeek?: boolean | undefined;
  /** Second and quiet buttons, links, a word. */
  children?: ReactNode;
};

/** The end of a form. */
export function FormActions({ primary, withoutPeek, children }: FormActionsProps) {
  return (
    <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-3 print:hidden">
      {withoutPeek ? primary : <span className="max-lg:hidden">{primary}</span>}
      {children}
    </div>
  );
}
