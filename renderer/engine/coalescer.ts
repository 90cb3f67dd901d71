/** Gathers items and hands them on together. */
export interface Coalescer<Item> {
  add(items: Iterable<Item>): void;
  /** Forgets what was gathered. */
  stop(): void;
}

interface CoalescerOptions<Item> {
  /** Same identity, same item: the last one added is kept. */
  identify: (item: Item) => string;
  flush: (items: Item[]) => void;
}

/** Time for what comes together to be gathered, in milliseconds. */
const gatherMs = 10;
/** Least time between two flushes, in milliseconds: with what the engine holds back, a change is seen within 150 ms. */
const intervalMs = 40;

/** Flushes a moment after the first item, and what keeps coming at that interval. */
export function createCoalescer<Item>({ identify, flush }: CoalescerOptions<Item>): Coalescer<Item> {
  const gathered = new Map<string, Item>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let earliest = 0;

  function release() {
    timer = undefined;
    earliest = Date.now() + intervalMs;
    const items = [...gathered.values()];
    gathered.clear();
    flush(items);
  }

  return {
    add(items) {
      for (const item of items) gathered.set(identify(item), item);
      if (gathered.size === 0) return;
      // A clock that was set back must not hold anything up.
      const wait = Math.min(Math.max(earliest - Date.now(), gatherMs), intervalMs);
      timer ??= setTimeout(release, wait);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      gathered.clear();
    },
  };
}
