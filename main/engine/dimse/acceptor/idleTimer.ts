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
  return {
    expect(seconds, what) {
      if (current?.seconds === seconds && current.what === what) {
        timer?.refresh();
        return;
      }
      clearTimeout(timer);
      current = { seconds, what };
      timer = setTimeout(() => onIdle(what), seconds * 1000);
    },
    refresh: () => void timer?.refresh(),
    stop() {
      clearTimeout(timer);
      timer = undefined;
      current = null;
    },
  };
}
