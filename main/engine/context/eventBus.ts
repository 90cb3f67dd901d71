import type { EventMap, EventName } from '../../../contract/index.ts';

type Listener = <Name extends EventName>(name: Name, payload: EventMap[Name]) => void;

/** Carries events from the rooms to the server. Emit after the commit that made them true. */
export interface EventBus {
  emit<Name extends EventName>(name: Name, payload: EventMap[Name]): void;
  /** Hears everything until the returned function is called. */
  listen(listener: Listener): () => void;
}

export function createEventBus(): EventBus {
  const listeners = new Set<Listener>();
  return {
    emit(name, payload) {
      for (const listener of listeners) listener(name, payload);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
