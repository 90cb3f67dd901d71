/** Places for jobs in a container, which all its environments share. */
export interface Seats {
  /**
   * Waits for a place among `most` of them.
   * @returns gives it back; null when the signal was aborted first
   */
  take(container: string, most: number, signal: AbortSignal): Promise<(() => void) | null>;
}

export function createSeats(): Seats {
  const taken = new Map<string, number>();
  const waiting = new Map<string, Set<() => void>>();

  function release(container: string): void {
    const left = (taken.get(container) ?? 1) - 1;
    if (left === 0) taken.delete(container);
    else taken.set(container, left);
    const [next] = waiting.get(container) ?? [];
    next?.();
  }

  return {
    async take(container, most, signal) {
      while ((taken.get(container) ?? 0) >= most) {
        if (signal.aborted) return null;
        const queue = waiting.get(container) ?? new Set();
        waiting.set(container, queue);
        await new Promise<void>((resolve) => {
          const go = () => {
            queue.delete(go);
            signal.removeEventListener('abort', go);
            resolve();
          };
          queue.add(go);
          signal.addEventListener('abort', go, { once: true });
        });
        if (queue.size === 0) waiting.delete(container);
      }
      taken.set(container, (taken.get(container) ?? 0) + 1);
      let isHeld = true;
      return () => {
        if (isHeld) release(container);
        isHeld = false;
      };
    },
  };
}
