import { cx } from "class-variance-authority";
import type { ReactNode } from "react";

type SectionProps = {
  title: ReactNode;
  /** One line under the title. */
  intro?: ReactNode;
  /** A group of controls is a `fieldset` with its title as legend. */
  group?: boolean | undefined;
  id?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

const TITLE = "w-full border-ink border-t pt-3 font-serif text-xl font-medium tracking-[-0.012em] text-balance";

/** A part of a page under an ink rule. */
export function Section({ title, intro, group, id, className = "mt-10", children }: SectionProps) {
  const line = intro && <p className="mt-1 text-sm text-pretty text-ink-soft">{intro}</p>;
  return (
    <section id={id} className={cx("min-w-0", className)}>
      {group ? (
        <fieldset>
          <legend className={TITLE}>{title}</legend>
          {line}
          {children}
        </fieldset>
      ) : (
        <>
          <h2 className={TITLE}>{title}</h2>
          {line}
          {children}
        </>
      )}
    </section>
  );
}
