import type { IconNode } from "lucide";
import { createElement } from "react";

export type { IconNode } from "lucide";

type IconProps = {
  /** Drawing data of an icon, as `import { Clock } from "lucide"` gives it. */
  of: IconNode;
  /** What the icon says where no word stands beside it; without a label it is decoration. */
  label?: string | undefined;
  /** Size and place; 16 px square unless told. */
  className?: string | undefined;
};

/** One lucide icon, drawn on the server: no client code comes with it. */
export function Icon({ of, label, className = "size-4" }: IconProps) {
  const spoken = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return createElement(
    "svg",
    { viewBox: "0 0 24 24", className: `icon ${className}`, ...spoken },
    ...of.map(([tag, attributes]) => createElement(tag, attributes)),
  );
}
