import { useSyncExternalStore } from 'react';
import { createTicker } from './ticker.ts';

// One for the whole window: everything that counts seconds changes together, in one rendering.
const seconds = createTicker(1000);

/** The present, once a second, in milliseconds since the epoch. */
export function useNow(): number {
  return useSyncExternalStore(seconds.subscribe, seconds.now);
}
