import { useSyncExternalStore } from 'react';
import type { HelpPlace } from './place.ts';

let shown: HelpPlace | null = null;
const listeners = new Set<() => void>();

/** Shows a paragraph beside what is on the page, so that nothing that was entered there is lost; null closes it. */
export function showHelp(place: HelpPlace | null): void {
  shown = place;
  for (const listener of listeners) listener();
}

/** The paragraph that is shown beside the page; null where none is. */
export function useShownHelp(): HelpPlace | null {
  return useSyncExternalStore(subscribe, () => shown);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
