import { useSyncExternalStore } from 'react';
import { dayOf } from '../format/index.ts';

const lookMs = 30_000;

/** The day of this machine's clock, also past midnight. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, read);
}

const read = () => dayOf(Date.now());

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, lookMs);
  return () => clearInterval(timer);
}
