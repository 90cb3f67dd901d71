import { EngineError } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import type { CallbackAnswer, CallbackQuestion, PlanningRequest, PlanningSession } from '../runtime.ts';
import { guarded } from './guard.ts';
import { unanswered } from './hostRequests.ts';
import type { Answered, OpenSession } from './hostRequests.ts';
import type { LiveHost, RunningHost } from './liveHost.ts';
import { untilAborted } from './untilAborted.ts';

const whenClosed = unanswered('The planning session is closed.', null);

/** Where a session is open: in one host, for as long as that lives. */
interface Place extends RunningHost {
  id: string;
  entry: OpenSession;
  /** Its host is being closed, so that nothing more is asked there. */
  isLeft: boolean;
}

/**
 * Opens a planning session; the engine's side of `Runtime.openPlanning`. A session outlives its host: the next
 * question opens it again in the next one, and the one under which it ended is asked again in a host of its own.
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

  async function open(isApart: boolean): Promise<Place> {
    const running = isApart
      ? await live.apart(signal)
      : await untilAborted<RunningHost>(live.running(), signal);
    if (running === null) throw new EngineError('cancelled');
    const entry = { answered: null, closed: null };
    const place = { ...running, id: newId(), entry, isLeft: false };
    // It may have been closed while the host was waited for.
    if (!closed && running.requests.addSession(place.id, place.entry))
      running.host.send({ ...request, request: 'open-planning', session: place.id } satisfies JsonObject);
    return place;
  }
  const isOpen = ({ requests, id, isLeft }: Place) => !isLeft && requests.sessions.has(id);
  let place = await open(false);
  let number = 0;

  async function ask(question: CallbackQuestion): Promise<CallbackAnswer> {
    const first = await askOnce(question, false);
    if (first.kind !== 'host-ended') return first;
    // A job or another callback may have ended it. Where nothing else is, nobody else is to blame.
    const second = await askOnce(question, true);
    if (second.kind !== 'host-ended') return second;
    return unanswered(
      `The Python runtime ended twice under the callback "${question.callback}", the second time with nothing else in it.`,
      second.why,
    );
  }

  async function askOnce(question: CallbackQuestion, isApart: boolean): Promise<Answered> {
    if (closed) return whenClosed;
    if (isApart || !isOpen(place)) place = await open(isApart);
    const here = place;
    try {
      const { ended } = here.requests;
      if (ended !== null) return { kind: 'host-ended', why: ended };
      return isOpen(here) ? await answerFrom(here, question) : whenClosed;
    } finally {
      if (isApart) {
        here.isLeft = true;
        await here.host.close();
      }
    }
  }

  function answerFrom({ host, entry, id }: Place, question: CallbackQuestion): Promise<Answered> {
    number += 1;
    const answer = new Promise<Answered>((resolve) => {
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
