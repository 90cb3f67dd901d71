/** A clock that many may watch and that runs only while someone does. */
export interface Ticker {
  subscribe: (listener: () => void) => () => void;
  /** Milliseconds since the epoch, in whole intervals: the same for all who ask between two ticks. */
  now: () => number;
}

/** A ticker on the system's timer. */
export function createTicker(intervalMs: number): Ticker {
  const listeners = new Set<() => void>();
  const read = () => Math.floor(Date.now() / intervalMs) * intervalMs;
  let timer: ReturnType<typeof setInterval> | undefined;
  let told = 0;

  function tick() {
    told = read();
    for (const listener of listeners) listener();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        told = read();
        timer = setInterval(tick, intervalMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    now: () => (timer === undefined ? read() : told),
  };
}
