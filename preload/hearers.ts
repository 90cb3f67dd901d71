/** Those who want to hear of something. */
export interface Hearers<Said extends unknown[]> {
  /** Hears until the returned function is called. */
  hear(listener: (...said: Said) => void): () => void;
  tell(...said: Said): void;
}

/** @param options.keepUntilHeard what is told while nobody listens waits for the first who does */
export function createHearers<Said extends unknown[]>(options: { keepUntilHeard: boolean }): Hearers<Said> {
  const listeners = new Set<(...said: Said) => void>();
  const kept: Said[] = [];
  return {
    hear(listener) {
      listeners.add(listener);
      for (const said of kept.splice(0)) listener(...said);
      return () => {
        listeners.delete(listener);
      };
    },
    tell(...said) {
      if (listeners.size === 0 && options.keepUntilHeard) kept.push(said);
      for (const listener of listeners) listener(...said);
    },
  };
}
