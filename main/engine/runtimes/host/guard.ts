/**
 * Time that a host has beyond a limit it enforces itself, in milliseconds: it ends processes gently first, which
 * takes it up to four seconds.
 */
const guardTime = 6000;
/** The longest that is waited at once, in milliseconds. */
const longestPiece = 60_000;
/** A timer that comes so late tells that the machine slept or this process was held up, in milliseconds. */
const lateness = 5000;

/**
 * Calls `onStuck` when the host has not done within its own limit, and some time more, what it should have. While the
 * machine sleeps the host's own clock stands still (but on Windows), whatever the timers of this process do on this
 * system: a piece of the time in which it slept does not count.
 * @returns calls it off
 */
export function guarded(limitMs: number, onStuck: () => void): () => void {
  let left = limitMs + guardTime;
  let timer: NodeJS.Timeout;
  function wait(): void {
    const piece = Math.min(left, longestPiece);
    const due = performance.now() + piece;
    timer = setTimeout(() => {
      if (performance.now() - due < lateness) left -= piece;
      if (left > 0) wait();
      else onStuck();
    }, piece);
  }
  wait();
  return () => clearTimeout(timer);
}
