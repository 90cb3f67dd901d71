/** Shorter than this, another program that holds the history is not worth a word, in milliseconds. */
const patience = 1000;

/** Notices when another program holds the history for so long that people should know. */
export interface HoldWatch {
  /** A statement was refused for it. */
  refused(): void;
  /** A transaction was committed. */
  written(): void;
  isHeld(): boolean;
}

/** @param onChange called when that has begun, and when it is over */
export function createHoldWatch(onChange: () => void): HoldWatch {
  /** By the clock that is never set. */
  let since: number | null = null;
  let isHeld = false;

  function become(held: boolean): void {
    if (isHeld === held) return;
    isHeld = held;
    onChange();
  }
  return {
    refused() {
      since ??= performance.now();
      if (performance.now() - since > patience) become(true);
    },
    written() {
      since = null;
      become(false);
    },
    isHeld: () => isHeld,
  };
}
