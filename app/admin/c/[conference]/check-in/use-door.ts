import { useCallback, useEffect, useRef, useState } from "react";
import type { FoundPerson } from "@/lib/checkin/find-people";
import type { Presence } from "@/lib/checkin/load-presence";
import { ANSWER_LOOKS, type ShownAnswer } from "./answer-looks";
import { playSound, prepareSounds } from "./sounds";

const COUNT_EVERY_MS = 4_000;
const QUIET_MS = 200;
const PATIENCE_MS = 15_000;
const MUTED = "foyer-door-muted";

/** What the door's page knows when it is drawn. */
export type DoorStart = { answer: ShownAnswer | null; presence: Presence; people: FoundPerson[] | null; now: number };

/** The door where scripts run: sends its forms without leaving the page, counts along, and looks names up. */
export function useDoor(base: string, door: string, start: DoorStart) {
  const [answer, setAnswer] = useState(start.answer);
  const [presence, setPresence] = useState(start.presence);
  const [people, setPeople] = useState(start.people);
  const [now, setNow] = useState(start.now);
  const [isMuted, setMuted] = useState(false);
  const muted = useRef(false);
  const lookUp = useLookUp(base, setPeople);

  const count = useCallback(async () => {
    const fresh = await askJson<Presence>(`${base}/live`);
    if (fresh) setPresence(fresh);
    setNow(Date.now());
  }, [base]);

  useEffect(() => {
    muted.current = localStorage.getItem(MUTED) === "yes";
    setMuted(muted.current);
    setNow(Date.now());
    const timer = setInterval(() => document.visibilityState === "visible" && void count(), COUNT_EVERY_MS);
    return () => clearInterval(timer);
  }, [count]);

  const send = useCallback(
    async (path: string, body: URLSearchParams) => {
      // A name that is being looked up must not cover the answer.
      lookUp("");
      const shown = (await askJson<ShownAnswer>(path, body)) ?? { kind: "lost" as const };
      if (shown.kind === "words") return;
      setAnswer(shown);
      setNow(Date.now());
      if (!muted.current) playSound(ANSWER_LOOKS[shown.kind].tone);
      void count();
    },
    [count, lookUp],
  );

  return {
    ...{ answer, presence, people, now, isMuted, lookUp, send },
    scan: useCallback((code: string) => send(`${base}/scan`, new URLSearchParams({ code, door })), [base, door, send]),
    next: useCallback(() => setAnswer(null), []),
    mute: (yes: boolean) => {
      muted.current = yes;
      setMuted(yes);
      localStorage.setItem(MUTED, yes ? "yes" : "no");
      prepareSounds();
    },
  };
}

/** Looks up what is being typed, once it rests; an answer that comes after a later one is dropped. */
function useLookUp(base: string, show: (people: FoundPerson[] | null) => void) {
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (text: string) => {
      clearTimeout(timer.current);
      const mine = ++asked.current;
      // What a scanner types is no name.
      if (!text.trim() || /^(\{|FOYER:)/i.test(text.trim())) return show(null);
      timer.current = setTimeout(async () => {
        const found = await askJson<FoundPerson[]>(`${base}/find?${new URLSearchParams({ q: text })}`);
        if (found && mine === asked.current) show(found);
      }, QUIET_MS);
    },
    [base, show],
  );
}

/** @returns null when no answer came; a session that is over leads to the sign-in page */
async function askJson<T>(path: string, body?: URLSearchParams): Promise<T | null> {
  const asked = { headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) };
  const answer = await fetch(path, { ...asked, redirect: "manual", ...(body ? { method: "POST", body } : {}) }).catch(
    () => null,
  );
  if (answer?.type === "opaqueredirect") location.reload();
  if (!answer?.ok) return null;
  return (await answer.json().catch(() => null)) as T | null;
}
