import { cva, type VariantProps } from "class-variance-authority";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";

/** How a button looks; a link that looks like one shares it. */
export const buttonLook = cva(
  "inline-flex items-center justify-center gap-2 rounded border no-underline transition-colors duration-(--fast) ease-calm disabled:cursor-not-allowed disabled:border-rule disabled:bg-sunk disabled:text-ink-faint aria-disabled:cursor-progress aria-disabled:border-rule aria-disabled:bg-sunk aria-disabled:text-ink-faint",
  {
    variants: {
      look: {
        primary: "border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong",
        second: "border-edge bg-sheet text-ink hover:border-ink-soft hover:bg-sunk",
        quiet:
          "border-transparent bg-transparent font-medium underline decoration-edge decoration-1 underline-offset-[0.2em] hover:underline hover:decoration-current hover:decoration-2",
        danger: "border-bad bg-sheet text-bad hover:bg-bad-tint",
      },
      size: {
        normal: "min-h-control py-2 text-md",
        middle: "min-h-11 py-2 text-sm",
        dense: "min-h-control-dense py-0.5 text-sm whitespace-nowrap",
      },
    },
    compoundVariants: [
      { look: ["primary", "second", "danger"], size: "normal", class: "px-5 font-semibold" },
      { look: ["primary", "second", "danger"], size: "middle", class: "px-4 font-medium" },
      { look: ["primary", "second", "danger"], size: "dense", class: "px-2.5 font-medium" },
      { look: "quiet", class: "px-2" },
    ],
    defaultVariants: { look: "second", size: "normal" },
  },
);

export type ButtonLook = VariantProps<typeof buttonLook>;

/** A button; `primary` once per page. `look`: primary, second, quiet, danger; `size`: normal, middle, dense (staff). */
export function Button({ look, size, className, ...button }: ButtonLook & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...button} className={buttonLook({ look, size, className })} />;
}

/** A link that looks like a button: for going somewhere or fetching a document, never for changing anything. */
export function ButtonLink({
  look,
  size,
  className,
  href,
  children,
  ...link
}: ButtonLook & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  return (
    <a {...link} href={href} className={buttonLook({ look, size, className })}>
      {children}
    </a>
  );
}
