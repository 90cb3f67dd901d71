/** A step of the wall clock below this is its ordinary correction, in milliseconds. */
const smallestStep = 2000;

/** Notices that the wall clock was set, or that the machine slept, by the clock that is never set. */
export interface ClockWatch {
  /** How far the wall clock went beyond the time that passed since `followed`, in ms; 0 for small differences. */
  step(now: number): number;
  /** What was found is taken into account. */
  followed(now: number): void;
}

export function createClockWatch(): ClockWatch {
  const ahead = (now: number) => now - performance.now();
  let known = ahead(Date.now());
  return {
    step(now) {
      const step = Math.round(ahead(now) - known);
      return Math.abs(step) < smallestStep ? 0 : step;
    },
    followed(now) {
      known = ahead(now);
    },
  };
}
