import { useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

/** Says something to those who hear the window, without moving their focus. */
export function announce(message: string): void {
  // The same words twice would be no change, and so not be said: an invisible character makes them differ.
  said = message === said ? `${message}\u00a0` : message;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was said last, for the one live region of the window. */
export function useAnnouncement(): string {
  return useSyncExternalStore(subscribe, () => said);
}
