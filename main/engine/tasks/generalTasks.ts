import { rm } from 'node:fs/promises';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { GeneralTaskKind, Page, Task } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { EventBus, Logger } from '../context/index.ts';
import { readKeptTasks, writeKeptTasks } from './generalTaskFile.ts';
import type { KeptTask } from './generalTaskFile.ts';
import { noCounts } from './rows.ts';

/** Tasks that have ended are remembered up to so many. */
const keptTasks = 100;
/** Progress is announced at most this often, in milliseconds. */
const reportEvery = 250;

/** How far a task of the engine itself has come. */
export type GeneralTaskProgress = Partial<Pick<Task, 'done' | 'total' | 'bytes' | 'failed'>>;

/** A task of the engine itself while it runs. */
export interface GeneralTaskWork {
  readonly id: string;
  readonly signal: AbortSignal;
  /** Announced soon; what is left out stays as it was. */
  report(progress: GeneralTaskProgress): void;
  /**
   * Writes down what is about to be made, before it is: it is removed unless the task succeeds, also after a kill. The
   * path must be one that nobody else makes (with the task's id in it).
   */
  making(path: string): void;
  /** What was being made has got its place, or is gone. */
  made(path: string): void;
}

/** Long work that belongs to no application: it is not gone on with after a restart, but cleared away. */
export interface GeneralTasks {
  /**
   * Starts one.
   * @param title for people; never a patient's name
   * @param run throws an EngineError where it fails
   * @throws EngineError `cancelled` while the engine ends, `disk-failed`
   */
  start(kind: GeneralTaskKind, title: string, run: (work: GeneralTaskWork) => Promise<void>): Task;
  /** Newest first. */
  list(request: { limit: number; cursor?: string | undefined }): Page<Task>;
  /** @throws EngineError `not-found` */
  get(id: string): Task;
  /** Ends one; one that has ended is returned as it is. @throws EngineError `not-found` */
  cancel(id: string): Task;
  /** Resolves when one has ended, and what it left was removed. @throws EngineError `not-found` */
  ended(id: string): Promise<Task>;
  /** Ends all that run, as if they were cancelled. */
  close(): Promise<void>;
}

interface Running {
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Opens the tasks of a data home: what the end of an engine interrupted has failed, and what it was making is removed
 * beside whatever else begins.
 */
export function createGeneralTasks(surroundings: {
  home: string;
  events: EventBus;
  log: Logger;
}): GeneralTasks {
  const { home, events, log } = surroundings;
  const tasks = new Map<string, KeptTask>();
  const running = new Map<string, Running>();
  let isClosing = false;

  for (const kept of readKeptTasks(home, (cause) =>
    log.warn({ cause: String(cause) }, 'the list of tasks cannot be read; it is begun anew'),
  )) {
    const { id } = kept.task;
    tasks.set(id, kept);
    if (kept.making.length === 0 && kept.task.state !== 'running') continue;
    kept.task = endedByTheEngine(kept.task);
    const done = clear(kept)
      .then(() => tryToKeep(kept))
      .finally(() => running.delete(id));
    running.set(id, { stop: new AbortController(), done });
  }

  function tryToKeep({ task }: KeptTask): void {
    try {
      keep();
    } catch (cause) {
      log.error({ task: task.id, cause: String(cause) }, 'the end of a task could not be stored');
    }
  }
  function keep(): void {
    const ended = [...tasks.values()].filter(({ task }) => task.state !== 'running');
    for (const { task } of ended.slice(0, Math.max(0, ended.length - keptTasks))) tasks.delete(task.id);
    writeKeptTasks(home, [...tasks.values()]);
  }
  function entry(id: string): KeptTask {
    const found = tasks.get(id);
    if (found === undefined) throw new EngineError('not-found', 'There is no such task.');
    return found;
  }
  function announce({ task }: KeptTask): void {
    events.emit('tasks.changed', { application: null, task: { ...task } });
  }
  function end(kept: KeptTask, state: Task['state'], problem: string | null): void {
    kept.task = { ...kept.task, state, problem, finishedAt: Date.now() };
    tryToKeep(kept);
    announce(kept);
  }
  /** What it was making goes before its end is told. */
  async function clear(kept: KeptTask): Promise<string | null> {
    const left: string[] = [];
    for (const one of kept.making) {
      await rm(one, { recursive: true, force: true, maxRetries: 5 }).catch((cause: unknown) => {
        left.push(one);
        log.warn({ task: kept.task.id, cause: String(cause) }, 'what a task had begun to make is left');
      });
    }
    kept.making = left;
    return left.length === 0 ? null : `What it had begun could not be removed: ${left.join(', ')}`;
  }
  function workOf(kept: KeptTask, signal: AbortSignal): { work: GeneralTaskWork; settle: () => void } {
    let due: NodeJS.Timeout | undefined;
    function settle(): void {
      clearTimeout(due);
      due = undefined;
    }
    return {
      settle,
      work: {
        id: kept.task.id,
        signal,
        report(progress) {
          kept.task = { ...kept.task, ...progress };
          due ??= setTimeout(() => {
            due = undefined;
            announce(kept);
          }, reportEvery);
        },
        making(path) {
          kept.making.push(path);
          keep();
        },
        made(path) {
          kept.making = kept.making.filter((one) => one !== path);
          keep();
        },
      },
    };
  }
  async function runToItsEnd(
    kept: KeptTask,
    signal: AbortSignal,
    run: (work: GeneralTaskWork) => Promise<void>,
  ): Promise<void> {
    const { work, settle } = workOf(kept, signal);
    try {
      signal.throwIfAborted();
      await run(work);
      settle();
      kept.making = [];
      end(kept, 'succeeded', null);
    } catch (cause) {
      settle();
      const left = await clear(kept);
      if (signal.aborted) {
        end(kept, 'cancelled', left);
        return;
      }
      const { code, message, advice, details } = toEngineError(cause);
      log.error({ task: kept.task.id, kind: kept.task.kind, code }, 'a task failed');
      log.debug({ task: kept.task.id, details }, 'cause of the failed task');
      end(kept, 'failed', [message, advice, left].filter((one) => one != null).join(' '));
    }
  }

  return {
    start(kind, title, run) {
      if (isClosing) throw new EngineError('cancelled', 'The engine is ending.');
      const task: Task = {
        id: newId(),
        kind,
        title,
        state: 'running',
        createdAt: Date.now(),
        finishedAt: null,
        done: 0,
        total: null,
        bytes: 0,
        counts: noCounts(),
        failed: 0,
        problem: null,
      };
      const kept: KeptTask = { task, making: [] };
      tasks.set(task.id, kept);
      try {
        keep();
      } catch (cause) {
        tasks.delete(task.id);
        throw new EngineError('disk-failed', `The list of tasks in ${home} cannot be written.`, { cause });
      }
      const stop = new AbortController();
      // After this turn, so that the task is known before it has ended.
      const done = Promise.resolve()
        .then(() => runToItsEnd(kept, stop.signal, run))
        .finally(() => running.delete(task.id));
      running.set(task.id, { stop, done });
      announce(kept);
      return task;
    },
    list({ limit, cursor }) {
      const newest = [...tasks.values()].reverse().map(({ task }) => task);
      const from = cursor === undefined ? 0 : newest.findIndex(({ id }) => id === cursor) + 1;
      const rows = newest.slice(from, from + limit);
      const last = rows.at(-1);
      return {
        rows,
        total: newest.length,
        nextCursor: last !== undefined && from + rows.length < newest.length ? last.id : null,
      };
    },
    get: (id) => entry(id).task,
    cancel(id) {
      const { task } = entry(id);
      running.get(id)?.stop.abort();
      return task;
    },
    async ended(id) {
      const kept = entry(id);
      await running.get(id)?.done;
      return kept.task;
    },
    async close() {
      isClosing = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}

function endedByTheEngine(task: Task): Task {
  if (task.state !== 'running') return task;
  return {
    ...task,
    state: 'failed',
    problem: 'The engine ended meanwhile. What had been begun is removed; start it again.',
    finishedAt: Date.now(),
  };
}
