import { cx } from "class-variance-authority";
import type { IconNode } from "lucide";
import type { ReactNode } from "react";
import { FieldError } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

/** A small fact under a choice: places left, a clash, full. `urgent` is for the last tenth of the places. */
export type ChoiceFact = { icon: IconNode; text: string; urgent?: boolean | undefined };

export type ChoiceRowProps = {
  kind: "radio" | "checkbox";
  name: string;
  value: string;
  id?: string | undefined;
  title: ReactNode;
  /** Right side: an amount, or an icon. */
  price?: ReactNode;
  /** Under the price: "520.00 from 1 April", "each". */
  priceNote?: ReactNode;
  about?: ReactNode;
  facts?: readonly ChoiceFact[] | undefined;
  defaultChecked?: boolean | undefined;
  /** Cannot be taken; one of the facts says why and what to do. */
  disabled?: boolean | undefined;
  /** One line only: the answers to a question. */
  dense?: boolean | undefined;
  /** Number, diet, bank details: shown only while the row is chosen, without a script. */
  children?: ReactNode;
};

/** One choice of a list; the whole row is its label. */
export function ChoiceRow(props: ChoiceRowProps) {
  const { kind, name, value, id = `${name}-${value}`, title, price, priceNote, about, facts = [] } = props;
  const { defaultChecked, disabled, dense, children } = props;
  const described = [about && `${id}-about`, facts.length > 0 && `${id}-facts`].filter(Boolean).join(" ");
  return (
    <li className="group border-rule border-t first:border-t-0 has-[>label>input:checked]:bg-accent-tint has-[>label>input:checked]:shadow-[inset_4px_0_0_var(--accent)] forced-colors:has-[>label>input:checked]:border-2">
      <label
        htmlFor={id}
        className={cx(
          "grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-3.5 px-4",
          dense ? "py-2.5" : "py-[0.9375rem]",
          "has-focus-visible:outline-2 has-focus-visible:-outline-offset-3 has-focus-visible:outline-(--focus)",
          disabled
            ? "cursor-not-allowed"
            : "cursor-pointer hover:bg-sunk group-has-[>label>input:checked]:hover:bg-transparent",
        )}
      >
        <input
          id={id}
          type={kind}
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          disabled={disabled}
          // The row is the label for the pointer; what is heard first is the title and the price alone.
          aria-labelledby={price === undefined ? `${id}-title` : `${id}-title ${id}-price`}
          aria-describedby={described || undefined}
          className="mt-0.5 focus-visible:outline-none"
        />
        <span id={`${id}-title`} className={cx("leading-6", disabled ? "font-medium text-ink-faint" : "font-semibold")}>
          {title}
        </span>
        {price !== undefined && (
          <span
            id={`${id}-price`}
            className={cx(
              "col-start-3 row-span-2 row-start-1 text-right leading-6",
              disabled ? "font-medium text-ink-faint" : "font-semibold",
            )}
          >
            {price}
            {priceNote && (
              <span className="ml-auto block max-w-21 text-xs leading-[1.3] font-normal text-ink-faint sm:max-w-none">
                {priceNote}
              </span>
            )}
          </span>
        )}
        {about && (
          <span id={`${id}-about`} className="col-start-2 block text-sm text-pretty text-ink-soft">
            {about}
          </span>
        )}
        {facts.length > 0 && (
          <span
            id={`${id}-facts`}
            className="col-span-2 col-start-2 mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-faint"
          >
            {facts.map(({ icon, text, urgent }) => (
              <span key={text} className={cx("inline-flex items-start gap-1.5", urgent && "font-semibold text-wait")}>
                <Icon of={icon} className="mt-px size-4" />
                <span className="min-w-0">{text}</span>
              </span>
            ))}
          </span>
        )}
      </label>
      {children && (
        <div className="hidden pt-0 pr-4 pb-4 pl-13.5 group-has-[>label>input:checked]:block">{children}</div>
      )}
    </li>
  );
}

type ChoicesProps = {
  /** Where a note on top of the page links to. */
  id: string;
  error?: string | undefined;
  className?: string | undefined;
  children: ReactNode;
};

/** The frame around choice rows, with the error of the whole choice above it. */
export function Choices({ id, error, className = "mt-5", children }: ChoicesProps) {
  return (
    <div className={cx(className, error && "border-l-4 border-bad pl-3.5")}>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      <ul
        id={id}
        tabIndex={-1}
        className={cx("overflow-clip rounded bg-sheet", error ? "mt-1.5 border-2 border-bad" : "border border-edge")}
      >
        {children}
      </ul>
    </div>
  );
}
