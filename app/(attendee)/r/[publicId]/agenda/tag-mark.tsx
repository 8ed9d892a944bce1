/** A tag with its colour: a drawing's attribute, since the pages take no style from markup. */
export function TagMark({ name, colour }: { name: string; colour: string | null }) {
  if (!colour) return name;
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5 shrink-0 forced-color-adjust-none">
        <circle cx="5" cy="5" r="4.5" fill={colour} stroke="currentColor" strokeWidth="0.6" />
      </svg>
      {name}
    </span>
  );
}
