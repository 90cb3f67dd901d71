import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import type { CallbackAnswer, CallbackQuestion, PlanningRequest, PlanningSession } from '../runtime.ts';
import { guarded } from './guard.ts';
import { unanswered } from './hostRequests.ts';
import type { OpenSession } from './hostRequests.ts';
import type { LiveHost, RunningHost } from './liveHost.ts';
import { untilAborted } from './untilAborted.ts';

/** Where a session is open: in one host, for as long as that lives. */
interface Place extends RunningHost {
  id: string;
  entry: OpenSession;
}

/**
 * Opens a planning session; the engine's side of `Runtime.openPlanning`. A session outlives its host: the next
 * question opens it again in the next one.
 * @throws EngineError `runtime-failed`, `cancelled`
 */
export async function openSession(
  live: LiveHost,
  request: PlanningRequest,
  signal: AbortSignal,
): Promise<PlanningSession> {
  let closed = false;
  /** Questions are asked one at a time, whoever asks them. */
  let queue: Promise<unknown> = Promise.resolve();

  async function open(): Promise<Place> {
    const running = await untilAborted(live.running(), signal);
    if (running === null) throw new EngineError('cancelled');
    const place = { ...running, id: newId(), entry: { answered: null, closed: null } };
    if (running.requests.addSession(place.id, place.entry))
      running.host.send({ ...request, request: 'open-planning', session: place.id } satisfies JsonObject);
    return place;
  }
  const isOpen = ({ requests, id }: Place) => requests.sessions.has(id);
  let place = await open();
  let number = 0;

  async function ask(question: CallbackQuestion): Promise<CallbackAnswer> {
    if (closed) return unanswered('The planning session is closed.', null);
    if (!isOpen(place)) place = await open();
    const { host, requests, entry, id } = place;
    if (!isOpen(place)) return unanswered('The Python runtime ended before it was asked.', requests.ended);
    number += 1;
    const answer = new Promise<CallbackAnswer>((resolve) => {
      entry.answered = resolve;
    });
    host.send({ ...question, request: 'ask', session: id, question: number } satisfies JsonObject);
    const callOff = guarded(request.callbackTimeoutMs, () => host.kill());
    return answer.finally(callOff);
  }

  async function close(): Promise<void> {
    closed = true;
    signal.removeEventListener('abort', onAbort);
    if (!isOpen(place)) return;
    const { host, entry, id } = place;
    const callOff = guarded(0, () => host.kill());
    await new Promise<void>((resolve) => {
      const before = entry.closed;
      entry.closed = () => {
        before?.();
        resolve();
      };
      if (before === null) host.send({ request: 'close-planning', session: id });
    });
    callOff();
  }
  const onAbort = () => void close();
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  return {
    ask(question) {
      const answer = queue.then(() => ask(question));
      queue = answer.catch(() => undefined);
      return answer;
    },
    close,
  };
}
