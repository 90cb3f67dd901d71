/** Times in a row that a host may let pass without a word before it counts as stuck. */
const mostMissed = 6;
/** Shortest time between two pings of a host that has nothing to do, in milliseconds. */
const idleBeat = 1000;

/** Looks after one host by its own words. */
export interface Watch {
  /** It said something, whatever that was. */
  heard(): void;
  /** When it was last heard of, as a count of its words. */
  readonly words: number;
  /** It owes an answer since the last beat at least. */
  readonly isSilent: boolean;
  stop(): void;
}

/**
 * Pings a host and tells when it has not said anything for six beats, whether it has something to do or not. What
 * counts is how many beats this process lived through, not how late it is: none passes while the machine sleeps, and
 * one at the most while this process is held up itself.
 * @param options.heartbeatMs time between two pings, in milliseconds; a sixth of the length of a lease
 * @param options.onStuck comes once, after which nothing is pinged any more
 */
export function watch(options: {
  heartbeatMs: number;
  isBusy: () => boolean;
  ping: () => void;
  onStuck: (silentMs: number) => void;
}): Watch {
  const { heartbeatMs, isBusy, ping, onStuck } = options;
  const beatsPerIdlePing = Math.max(1, Math.ceil(idleBeat / heartbeatMs));
  let words = 0;
  let missed = 0;
  /** A ping is on its way, and nothing was heard since. */
  let isAsked = false;
  let beatsUntilPing = 0;

  function beat(): void {
    if (isAsked) missed += 1;
    if (missed >= mostMissed) {
      clearInterval(timer);
      onStuck(missed * heartbeatMs);
      return;
    }
    // One is enough: it is answered as soon as the host goes on.
    if (isAsked) return;
    beatsUntilPing -= 1;
    if (beatsUntilPing > 0 && !isBusy()) return;
    beatsUntilPing = beatsPerIdlePing;
    isAsked = true;
    ping();
  }
  const timer = setInterval(beat, heartbeatMs);
  timer.unref();

  return {
    heard() {
      words += 1;
      missed = 0;
      isAsked = false;
    },
    get words() {
      return words;
    },
    get isSilent() {
      return missed > 0;
    },
    stop: () => clearInterval(timer),
  };
}
