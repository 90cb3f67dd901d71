/** A timer that begins anew with every sign of life. */
export interface IdleTimer {
  /** Waits that long from now on, for this. */
  expect(seconds: number, what: string): void;
  /** There was a sign of life. */
  refresh(): void;
  stop(): void;
}

/** @param onIdle gets what was waited for */
export function createIdleTimer(onIdle: (what: string) => void): IdleTimer {
  let timer: NodeJS.Timeout | undefined;
  let current: { seconds: number; what: string } | null = null;
  /** Counts signs of life. */
  let signs = 0;

  function fire(): void {
    const before = signs;
    // After this thread itself was held up, what came meanwhile is heard only now.
    setImmediate(() => {
      if (current !== null && signs === before) onIdle(current.what);
    });
  }
  return {
    expect(seconds, what) {
      signs += 1;
      if (current?.seconds === seconds && current.what === what) {
        timer?.refresh();
        return;
      }
      clearTimeout(timer);
      current = { seconds, what };
      timer = setTimeout(fire, seconds * 1000);
    },
    refresh() {
      signs += 1;
      timer?.refresh();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      current = null;
    },
  };
}
