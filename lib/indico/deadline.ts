/** Starts the clock of a task of several calls; the function returned tells the milliseconds left, never below 0. */
export function startDeadline(totalMs: number): () => number {
  const end = performance.now() + totalMs;
  return () => Math.max(0, end - performance.now());
}
