import type { Tone } from "./answer-looks";

/** Pitch in hertz, start and length in seconds: up for "come in", twice the same for "again", down for "stop". */
const NOTES: Record<Tone, readonly { hertz: number; at: number; seconds: number; shape: OscillatorType }[]> = {
  ok: [
    { hertz: 660, at: 0, seconds: 0.09, shape: "sine" },
    { hertz: 990, at: 0.1, seconds: 0.14, shape: "sine" },
  ],
  again: [
    { hertz: 520, at: 0, seconds: 0.12, shape: "triangle" },
    { hertz: 520, at: 0.18, seconds: 0.12, shape: "triangle" },
  ],
  stop: [
    { hertz: 240, at: 0, seconds: 0.2, shape: "square" },
    { hertz: 160, at: 0.22, seconds: 0.34, shape: "square" },
  ],
};
const VOLUME = 0.12;

let context: AudioContext | undefined;

/** Lets the browser play: it allows sound after somebody has pressed something. */
export function prepareSounds(): void {
  context ??= "AudioContext" in window ? new AudioContext() : undefined;
  if (context?.state === "suspended") void context.resume().catch(() => undefined);
}

/** Plays an answer; silently nothing where the browser does not let it. */
export function playSound(tone: Tone): void {
  if (context?.state !== "running") return;
  for (const { hertz, at, seconds, shape } of NOTES[tone]) {
    const [note, volume] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at;
    note.type = shape;
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(VOLUME, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + seconds);
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + seconds);
  }
}
