import { useSyncExternalStore } from 'react';
import type { EngineLinkState } from '../../contract/index.ts';

let current: EngineLinkState = { state: 'connecting' };
const listeners = new Set<() => void>();

/** Told by the shell; see `liveUpdates.ts`. */
export function setLinkState(next: EngineLinkState): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How this window stands with the engine. */
export function useLinkState(): EngineLinkState {
  return useSyncExternalStore(subscribe, () => current);
}
