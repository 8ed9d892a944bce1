"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** From here on the panel has room beside the list; the same width as `PANEL_ROOM` of the stylesheet's classes. */
const HAS_ROOM = "(min-width: 68.75rem)";
const ROW_LINK = "a[data-panel]";
/** Who holds the key down goes past most rows: only where they rest is read. */
const REST_MS = 150;
const MOVES: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

type PanelKeysProps = {
  /** The list without the panel, while it is open. */
  closed: string | null;
};

/**
 * What a script adds to the list: a click anywhere on a row opens its panel without loading the page anew, `j` and `k`
 * (or the arrows, once a row has the focus) go from row to row, taking an open panel along, and Esc closes it. Without
 * it the row's link opens the panel, and the panel's own link closes it.
 */
export function PanelKeys({ closed }: PanelKeysProps) {
  const router = useRouter();
  useEffect(() => {
    const hasRoom = () => window.matchMedia(HAS_ROOM).matches;
    const open = (link: HTMLAnchorElement, how: "push" | "replace") => router[how](link.href, { scroll: false });

    let rest: ReturnType<typeof setTimeout> | undefined;

    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || isModified(event) || !hasRoom()) return;
      const target = event.target instanceof Element ? event.target : null;
      const link = target?.closest("tr")?.querySelector<HTMLAnchorElement>(ROW_LINK);
      const pressed = target?.closest("a, button, input, label, select");
      // Somebody who marks a text to copy it opens nothing.
      if (!link || (pressed && pressed !== link) || window.getSelection()?.toString()) return;
      event.preventDefault();
      link.focus();
      open(link, "push");
    };

    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isModified(event) || isElsewhere(event.target) || !hasRoom()) return;
      if (event.key === "Escape") {
        if (closed !== null) router.replace(closed, { scroll: false });
        return;
      }
      const links = [...document.querySelectorAll<HTMLAnchorElement>(ROW_LINK)];
      const at = links.indexOf(document.activeElement as HTMLAnchorElement);
      const shown = at >= 0 ? at : links.findIndex((link) => link.getAttribute("aria-current") === "true");
      const move = MOVES[event.key];
      // The arrows scroll the page until a row has the focus or the panel.
      if (!move || (event.key.startsWith("Arrow") && shown < 0)) return;
      const next = links[shown < 0 ? 0 : shown + move];
      if (!next) return;
      event.preventDefault();
      next.focus();
      clearTimeout(rest);
      if (closed !== null) rest = setTimeout(() => open(next, "replace"), REST_MS);
    };

    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKey);
    return () => {
      clearTimeout(rest);
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKey);
    };
  }, [closed, router]);
  return null;
}

function isModified(event: MouseEvent | KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
}

/** Where keys mean something else: a field that is typed into, a list of choices, a dialog. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], :popover-open")) return true;
  return target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, dialog") !== null;
}
