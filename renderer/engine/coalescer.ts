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
  /** Quiet time before a flush, in milliseconds. */
  quietMs?: number;
  /** Longest time an item waits while others keep coming, in milliseconds. */
  ceilingMs?: number;
}

/** Flushes once nothing came for `quietMs`, and at the latest `ceilingMs` after the first item. */
export function createCoalescer<Item>(options: CoalescerOptions<Item>): Coalescer<Item> {
  const { identify, flush, quietMs = 100, ceilingMs = 250 } = options;
  const gathered = new Map<string, Item>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let deadline = 0;

  function release() {
    timer = undefined;
    const items = [...gathered.values()];
    gathered.clear();
    flush(items);
  }

  return {
    add(items) {
      for (const item of items) gathered.set(identify(item), item);
      if (gathered.size === 0) return;
      const now = Date.now();
      if (timer === undefined) deadline = now + ceilingMs;
      else clearTimeout(timer);
      timer = setTimeout(release, Math.max(0, Math.min(quietMs, deadline - now)));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      gathered.clear();
    },
  };
}
