import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { EngineError, toEngineError, withAdvice } from '../../../contract/index.ts';
import type { Task } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { getTask } from '../history/index.ts';
import {
  endTask,
  insertNote,
  insertTask,
  requestOf,
  storeProblem,
  storeProgress,
  unfinishedTasks,
} from './rows.ts';

/** Pause before a task goes on that met a history which another program holds, in milliseconds. */
const busyPause = 1000;
/** Progress is stored and announced at most this often, in milliseconds. */
const reportEvery = 250;

/** How far a task has come. */
export type TaskProgress = Pick<Task, 'done' | 'total' | 'bytes' | 'counts' | 'failed'>;

/** A task while it runs. */
export interface TaskWork<Request> {
  readonly id: string;
  /** As people see it. */
  readonly title: string;
  /** What is to be done; after a restart with what `keep` changed. */
  readonly request: Request;
  /** As it was when it was stored last. */
  readonly progress: Readonly<TaskProgress>;
  readonly signal: AbortSignal;
  /** Stored and announced soon. */
  report(progress: TaskProgress): void;
  /** Stores progress and request together, at once: what a restart goes on from. */
  keep(request: Request, progress: TaskProgress): void;
  /** Tells of progress that the work has stored itself. */
  announce(): void;
  /** Tells what it waits for, in words; null: for nothing any more. */
  waits(why: string | null): void;
  /** Notes why something was not done; `what` is a file or UID. */
  note(what: string, reason: string): void;
}

/** A kind of long work. */
export interface TaskDefinition<Request> {
  kind: Task['kind'];
  request: z.ZodType<Request>;
  /** Runs in a stopped application as well. */
  whileStopped?: boolean;
  /** @throws EngineError; the task has failed then, unless it was cancelled or the engine ends */
  run(work: TaskWork<Request>): Promise<void>;
}

/** Runs the tasks of one kind. */
export interface TaskRunner<Request> {
  /**
   * Stores and starts one. `also` stores more of it in the same transaction.
   * @throws EngineError `application-stopped`
   */
  start(title: string, request: Request, also?: (id: string) => void): Task;
  /** Ends one; one that has ended is returned as it is. @throws EngineError `not-found` */
  cancel(id: string): Task;
  readonly active: number;
  /** Goes on with what was interrupted. */
  resume(): void;
  /** Stops working without ending the tasks: the next start goes on with them. */
  close(): Promise<void>;
}

export function createTaskRunner<Request>(
  context: ApplicationContext,
  definition: TaskDefinition<Request>,
): TaskRunner<Request> {
  const { history, events, log } = context;
  const { kind } = definition;
  const isHeld = context.isStopped === true && definition.whileStopped !== true;
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>();
  let closing = false;

  function announce(id: string): Task {
    const task = getTask(history, id);
    events.emit('tasks.changed', { application: context.id, task });
    return task;
  }
  function workOf(id: string, signal: AbortSignal): { work: TaskWork<Request>; settle: () => void } {
    let due: NodeJS.Timeout | undefined;
    let latest: TaskProgress | null = null;
    function settle(): void {
      clearTimeout(due);
      due = undefined;
      if (latest === null) return;
      storeProgress(history, id, latest);
      latest = null;
      announce(id);
    }
    const task = getTask(history, id);
    // What an engine before waited for is over.
    if (task.problem !== null) storeProblem(history, id, null);
    const work: TaskWork<Request> = {
      id,
      title: task.title,
      request: definition.request.parse(requestOf(history, id)),
      progress: task,
      signal,
      report(progress) {
        latest = progress;
        due ??= setTimeout(() => {
          try {
            settle();
          } catch (cause) {
            // The end of the task meets it as well, and tells.
            log.warn({ task: id, cause: String(cause) }, 'the progress of a task could not be stored');
          }
        }, reportEvery);
      },
      keep(request, progress) {
        history.write(() => {
          storeProgress(history, id, progress, request);
        });
        latest = null;
        history.afterCommit(() => void announce(id));
      },
      announce: () => void announce(id),
      waits(why) {
        try {
          storeProblem(history, id, why);
          announce(id);
        } catch (cause) {
          // It may be the history that cannot be written that it waits for.
          log.debug({ task: id, cause: String(cause) }, 'what a task waits for could not be told');
        }
      },
      note: (what, reason) => insertNote(history, id, what, reason),
    };
    return { work, settle };
  }
  async function run(id: string, signal: AbortSignal): Promise<void> {
    const { work, settle } = workOf(id, signal);
    try {
      await definition.run(work);
      settle();
      endTask(history, id, 'succeeded', null);
    } catch (cause) {
      // Closed: it stays running in the history and goes on at the next start. Cancelled: it has ended already.
      if (closing) return;
      const failure = toEngineError(cause);
      // It goes on from what it has stored, as after a restart.
      if (failure.code === 'database-busy') throw failure;
      settle();
      if (signal.aborted) return;
      log.error({ task: id, kind, code: failure.code }, 'a task failed');
      log.debug({ task: id, details: failure.details }, 'cause of the failed task');
      const problem = withAdvice(failure);
      endTask(history, id, 'failed', problem);
    }
    announce(id);
  }
  /** Never rejects. Another program that holds the history is waited for. */
  async function runPatiently(id: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await run(id, signal);
      } catch (cause) {
        if (closing || signal.aborted) return;
        if (toEngineError(cause).code !== 'database-busy') {
          // Not even its end could be stored. It is due again at the next start.
          log.error({ task: id, cause: String(cause) }, 'the end of a task could not be stored');
          return;
        }
        await delay(busyPause, undefined, { signal }).catch(() => undefined);
      }
    }
  }
  function begin(id: string): void {
    const stop = new AbortController();
    const ended = runPatiently(id, stop.signal).finally(() => running.delete(id));
    running.set(id, { stop, ended });
  }
  return {
    start(title, request, also) {
      if (isHeld || closing) throw new EngineError('application-stopped');
      const id = newId();
      history.write(() => {
        insertTask(history, { id, kind, title, createdAt: Date.now() }, request);
        also?.(id);
      });
      begin(id);
      return announce(id);
    },
    cancel(id) {
      const task = getTask(history, id);
      if (task.state !== 'running') return task;
      endTask(history, id, 'cancelled', null);
      running.get(id)?.stop.abort();
      return announce(id);
    },
    get active() {
      return running.size;
    },
    resume() {
      if (isHeld) return;
      for (const id of unfinishedTasks(history, kind)) begin(id);
    },
    async close() {
      closing = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
