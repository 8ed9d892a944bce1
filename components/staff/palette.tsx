"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

export type PaletteEntry = { href: string; label: string; about?: string };

type PaletteProps = {
  /** The pages that this person may open. */
  entries: readonly PaletteEntry[];
  /** Answers `?q=` with people, as entries. */
  peopleAddress: string;
  words: {
    open: string;
    title: string;
    placeholder: string;
    people: string;
    pages: string;
    nothing: string;
    close: string;
    keysTitle: string;
    keys: readonly { key: string; does: string }[];
  };
};

/**
 * Keys of the desk: "/" goes to the search, Ctrl or ⌘ K opens the palette, "?" shows the keys. The palette finds people
 * first, then pages; without a script the navigation and the search do the same.
 */
export function Palette({ entries, peopleAddress, words }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const keys = useRef<HTMLDialogElement>(null);
  // The button does nothing before the script runs, so it is not there before.
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    setReady(true);
    const onKey = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        dialog.current?.showModal();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "/") {
        event.preventDefault();
        document.querySelector<HTMLInputElement>("[data-search]")?.focus();
      } else if (event.key === "?") {
        event.preventDefault();
        keys.current?.showModal();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      {isReady && (
        <button
          type="button"
          onClick={() => dialog.current?.showModal()}
          className="whitespace-nowrap text-ink-soft underline decoration-edge underline-offset-[0.2em] max-lg:hidden"
        >
          <kbd>Ctrl K</kbd> {words.open}
        </button>
      )}
      <dialog ref={dialog} aria-label={words.title} className={DIALOG}>
        <Finder entries={entries} peopleAddress={peopleAddress} words={words} close={() => dialog.current?.close()} />
      </dialog>
      <dialog ref={keys} aria-label={words.keysTitle} className={DIALOG}>
        <h2 className="px-4 pt-4 text-xl">{words.keysTitle}</h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-4 py-3">
          {words.keys.map(({ key, does }) => (
            <div key={key} className="contents">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog" className="border-rule border-t px-4 py-3">
          <button type="submit" className="underline underline-offset-[0.2em]">
            {words.close}
          </button>
        </form>
      </dialog>
    </>
  );
}

const DIALOG =
  "m-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] rounded-md border border-edge bg-sheet p-0 text-ink shadow-over backdrop:bg-ink/30";

type FinderProps = PaletteProps & { close: () => void };

function Finder({ entries, peopleAddress, words, close }: FinderProps) {
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const people = usePeople(peopleAddress, text);
  const pages = entries.filter(({ label }) => folded(label).includes(folded(text)));
  const all = [...people, ...pages];
  const current = all[Math.min(at, all.length - 1)];
  const go = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    close();
    router.push(entry.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      setAt((Math.min(at, all.length - 1) + move + all.length) % Math.max(1, all.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(current);
    }
  };
  const optionId = (entry: PaletteEntry) => `${id}-${all.indexOf(entry)}`;
  const option = (entry: PaletteEntry) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys, as a combobox does
    <div
      key={entry.href}
      id={optionId(entry)}
      role="option"
      tabIndex={-1}
      aria-selected={entry === current}
      onClick={() => go(entry)}
      className={`flex cursor-pointer justify-between gap-4 px-4 py-1.5 ${entry === current ? "bg-accent-tint" : "hover:bg-sunk"}`}
    >
      <span className="min-w-0 truncate font-medium">{entry.label}</span>
      <span className="min-w-0 truncate text-ink-soft">{entry.about}</span>
    </div>
  );
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: a dialog's first field, opened to type into it
        autoFocus
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current && optionId(current)}
        aria-label={words.placeholder}
        placeholder={words.placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="w-full rounded-t-md border-rule border-b bg-sheet px-4 py-3 text-md placeholder:text-ink-faint"
      />
      <div id={`${id}-list`} role="listbox" aria-label={words.title} className="max-h-[50vh] overflow-y-auto py-2">
        {people.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, no fieldset
          <div role="group" aria-label={words.people}>
            <p aria-hidden="true" className="px-4 py-1 text-xs text-ink-faint">
              {words.people}
            </p>
            {people.map(option)}
          </div>
        )}
        {pages.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, no fieldset
          <div role="group" aria-label={words.pages}>
            <p aria-hidden="true" className="px-4 py-1 text-xs text-ink-faint">
              {words.pages}
            </p>
            {pages.map(option)}
          </div>
        )}
      </div>
      {all.length === 0 && <p className="px-4 pb-4 text-ink-soft">{words.nothing}</p>}
    </>
  );
}

const WAIT_MS = 150;

/** People whom the text finds; asked for when the typing pauses, an answer that is overtaken is dropped. */
function usePeople(address: string, text: string): PaletteEntry[] {
  const [people, setPeople] = useState<PaletteEntry[]>([]);
  useEffect(() => {
    if (!text.trim()) {
      setPeople([]);
      return;
    }
    const asked = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: text })}`, { signal: asked.signal }).catch(
        () => null,
      );
      if (answer?.ok && !answer.redirected) setPeople((await answer.json()) as PaletteEntry[]);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [address, text]);
  return people;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}
