import type { EventMap, EventName } from '../../../contract/index.ts';

/** Least time between two flushes, in milliseconds: the ceiling of what a window hears. */
const flushInterval = 33;

/** One change per thing: a later event about the same thing takes the place of an earlier one. */
function keyOf(name: EventName, payload: EventMap[EventName]): string {
  const { application, run, jobRun, task, container, service } = payload as {
    application?: string | null;
    run?: string;
    jobRun?: string;
    task?: { id: string };
    container?: string;
    service?: string;
  };
  return [name, application ?? '', jobRun ?? run ?? task?.id ?? container ?? service ?? ''].join('\n');
}

/** Holds events back for a moment, so that thousands of changes become few messages. */
export interface EventCoalescer {
  add<Name extends EventName>(name: Name, payload: EventMap[Name]): void;
  /** Forgets what is held back and stops. */
  close(): void;
}

/** The first event after a quiet time goes out at once, later ones together at most every 33 ms. */
export function createEventCoalescer(
  send: (name: EventName, payload: EventMap[EventName]) => void,
): EventCoalescer {
  const held = new Map<string, { name: EventName; payload: EventMap[EventName] }>();
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    timer = null;
    if (held.size === 0) return;
    const events = [...held.values()];
    held.clear();
    timer = setTimeout(flush, flushInterval);
    for (const { name, payload } of events) send(name, payload);
  }

  return {
    add(name, payload) {
      const key = keyOf(name, payload);
      // The newest stands last, so that events about different things keep the order of their last change.
      held.delete(key);
      held.set(key, { name, payload });
      timer ??= setTimeout(flush, 0);
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      held.clear();
    },
  };
}
