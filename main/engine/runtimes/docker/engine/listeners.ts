import type { Logger } from '../../../context/index.ts';

/** Those who want to hear of one thing. One that fails harms no other. */
export interface Listeners<Heard extends unknown[]> {
  /** Returns how to stop hearing. */
  add(listener: (...heard: Heard) => void): () => void;
  call(...heard: Heard): void;
}

export function createListeners<Heard extends unknown[]>(log: Logger): Listeners<Heard> {
  const listeners = new Set<(...heard: Heard) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call(...heard) {
      for (const listener of listeners) {
        try {
          listener(...heard);
        } catch (cause) {
          log.error({ cause: String(cause) }, 'a listener to Docker failed');
        }
      }
    },
  };
}
