import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { EventMap, EventName, WindowBridge } from '../../contract/index.ts';
import { createCoalescer } from './coalescer.ts';
import { isEventName, keysOfEvent } from './eventKeys.ts';
import { setLinkState } from './linkState.ts';
import { patchJobRun, patchTask } from './patches.ts';
import { createRefresher } from './refresher.ts';
import { tellEngineEvent, tellResume } from './signals.ts';

type LiveBridge = Pick<WindowBridge, 'onEvent' | 'onLinkState' | 'setEventsWanted'>;

/** The part of `document` that says whether anyone looks. */
interface Visibility {
  readonly hidden: boolean;
  addEventListener(type: 'visibilitychange', listener: () => void): void;
  removeEventListener(type: 'visibilitychange', listener: () => void): void;
}

/**
 * Keeps the cached answers true without polling: events name what changed, a hidden window hears none and reads
 * everything on show once when it is seen again, and so does a window whose engine came back.
 * @returns ends it
 */
export function startLiveUpdates(
  bridge: LiveBridge,
  queryClient: QueryClient,
  visibility: Visibility,
): () => void {
  const refresher = createRefresher(queryClient);
  // Most changes of a job run are of its percentage alone, and of no concern to the lists that do not show it.
  const running = new Set<string>();
  const pending = createCoalescer<QueryKey>({ identify: hashKey, flush: refresher.refresh });

  function hear<Name extends EventName>(name: Name, payload: EventMap[Name]) {
    if (patchFrom({ [name]: payload })) pending.add(keysOfEvent(name, payload));
    tellEngineEvent(name, payload);
  }

  /** Writes what an event itself carries into the answers on show. Returns whether more has to be read. */
  function patchFrom(event: Partial<EventMap>): boolean {
    const change = event['job_runs.changed'];
    if (change !== undefined) {
      const { jobRun, state } = change;
      const runsOn = state === 'running' && running.has(jobRun);
      if (state === 'running') running.add(jobRun);
      else running.delete(jobRun);
      const seen = patchJobRun(queryClient, change);
      // A state that looks like the one on show may be that of another attempt: short ones are told of once.
      return state !== 'running' || seen === 'state' || (seen === 'unseen' && !runsOn);
    }
    const told = event['tasks.changed'];
    if (told !== undefined) patchTask(queryClient, told.application, told.task);
    return true;
  }

  function resume() {
    running.clear();
    refresher.refreshAll();
    tellResume();
  }

  function onVisibility() {
    bridge.setEventsWanted(!visibility.hidden);
    if (!visibility.hidden) resume();
  }

  const stops = [
    bridge.onEvent((name, payload) => {
      // The engine is trusted: an event it names has that event's payload.
      if (isEventName(name)) hear(name, payload as EventMap[typeof name]);
    }),
    bridge.onLinkState((state) => {
      setLinkState(state);
      if (state.state === 'connected') resume();
    }),
  ];
  visibility.addEventListener('visibilitychange', onVisibility);
  bridge.setEventsWanted(!visibility.hidden);

  return () => {
    for (const stop of stops) stop();
    visibility.removeEventListener('visibilitychange', onVisibility);
    pending.stop();
  };
}
