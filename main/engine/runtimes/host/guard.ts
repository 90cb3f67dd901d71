/**
 * Time that a host has beyond a limit it enforces itself, in milliseconds: it ends processes gently first, which
 * takes it up to four seconds.
 */
const guardTime = 6000;
/** The longest time that a timer can wait. */
const longestTimer = 2 ** 31 - 1;

/**
 * Calls `onStuck` when the host has not done within its own limit, and some time more, what it should have.
 * @returns calls it off
 */
export function guarded(limitMs: number, onStuck: () => void): () => void {
  // Limits beyond the longest timer (24 days) are the host's alone.
  if (limitMs + guardTime > longestTimer) return () => undefined;
  const timer = setTimeout(onStuck, limitMs + guardTime);
  return () => clearTimeout(timer);
}
