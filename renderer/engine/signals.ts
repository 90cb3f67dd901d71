import type { EventMap, EventName } from '../../contract/index.ts';

// For what keeps something of its own beside the cached answers, such as a log.

type EventListener<Name extends EventName> = (payload: EventMap[Name]) => void;

const eventListeners: { [Name in EventName]?: Set<EventListener<Name>> } = {};
const resumeListeners = new Set<() => void>();

/** Hears one kind of event until the returned function is called. */
export function onEngineEvent<Name extends EventName>(name: Name, listener: EventListener<Name>): () => void {
  const hearers: Set<EventListener<Name>> = eventListeners[name] ?? new Set();
  Object.assign(eventListeners, { [name]: hearers });
  hearers.add(listener);
  return () => hearers.delete(listener);
}

/** Tells an event to all who hear it. */
export function tellEngineEvent<Name extends EventName>(name: Name, payload: EventMap[Name]): void {
  const hearers: Set<EventListener<Name>> | undefined = eventListeners[name];
  for (const listener of hearers ?? []) listener(payload);
}

/** Called when events may have been missed: time to read on from where one is. */
export function onResume(listener: () => void): () => void {
  resumeListeners.add(listener);
  return () => resumeListeners.delete(listener);
}

/** Tells all who wait for it that events may have been missed. */
export function tellResume(): void {
  for (const listener of resumeListeners) listener();
}
