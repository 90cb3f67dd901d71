import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { Task } from '../../../contract/index.ts';
import type { Archive } from '../archive/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { getTask } from '../history/index.ts';
import { createPeers } from '../peers/index.ts';
import type { Quarantine } from '../quarantine/index.ts';
import { createDoors } from './doors/index.ts';
import { createFoldersDoor } from './folders/index.ts';
import { createHttpDoor } from './http/index.ts';
import { runImport } from './importRun.ts';
import { createPull } from './pull/index.ts';
import type { PullSurroundings } from './pull/index.ts';
import { createScpDoor } from './scp/index.ts';
import type { ScpSurroundings } from './scp/index.ts';
import { endTask, insertTask, noCounts, pathsOf, unfinishedTasks } from './taskRows.ts';
import { titleOf } from './title.ts';
import type { Intake } from './types.ts';
import { createWorkerPool } from './workerPool.ts';

interface Running {
  stop: AbortController;
  ended: Promise<void>;
}

/** False also for what cannot be looked at; the import tells why. */
function isFolder(one: string): boolean {
  try {
    return statSync(one).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Opens the doors of an application; imports that were interrupted go on.
 * @param senders what doors tell of those who send, and ask about them
 */
export function createIntake(
  context: ApplicationContext,
  archive: Archive,
  quarantine: Pick<Quarantine, 'keep'>,
  senders: Pick<ScpSurroundings, 'associationEnded' | 'findPeer'> &
    Partial<Pick<PullSurroundings, 'peers' | 'expected'>> = {},
): Intake {
  const { history, events, log } = context;
  const pool = createWorkerPool();
  const doors = createDoors(context, archive);
  const running = new Map<string, Running>();
  let closing = false;

  function announce(taskId: string): Task {
    const task = getTask(history, taskId);
    events.emit('tasks.changed', { application: context.id, task });
    return task;
  }

  async function runTask(taskId: string, signal: AbortSignal): Promise<void> {
    try {
      await runImport({
        context,
        archive,
        doors: doors.intake,
        quarantine,
        pool,
        task: getTask(history, taskId),
        paths: pathsOf(history, taskId),
        signal,
        onProgress: () => void announce(taskId),
      });
      endTask(history, taskId, 'succeeded', null);
    } catch (cause) {
      // Closed: it stays running in the history and goes on at the next start. Cancelled: it has ended already.
      if (closing || signal.aborted) return;
      const failure = toEngineError(cause);
      log.error({ task: taskId, code: failure.code }, 'an import failed');
      // A technical cause can name files, and files can be named after patients.
      log.debug({ task: taskId, details: failure.details }, 'cause of the failed import');
      const problem = [failure.message, failure.advice].filter((text) => text !== undefined).join(' ');
      endTask(history, taskId, 'failed', problem);
    }
    announce(taskId);
  }

  function start(taskId: string): void {
    const stop = new AbortController();
    const ended = runTask(taskId, stop.signal)
      .catch((cause: unknown) => {
        // Not even its end could be stored. It is due again at the next start.
        log.error({ task: taskId, cause: String(cause) }, 'the end of an import could not be stored');
      })
      .finally(() => running.delete(taskId));
    running.set(taskId, { stop, ended });
  }

  doors.add({
    name: 'import',
    describe: () => ({ state: 'open', address: null, active: running.size, problem: null, details: null }),
  });
  const scp = createScpDoor(context, { doors: doors.intake, quarantine, ...senders });
  doors.add(scp);
  const http = createHttpDoor(context, { doors: doors.intake, quarantine });
  doors.add(http);
  const folders = createFoldersDoor({ context, doors: doors.intake, archive, quarantine, pool });
  doors.add(folders);
  const pull = createPull(context, {
    doors: doors.intake,
    quarantine,
    peers: senders.peers ?? createPeers(context, () => undefined),
    expected: senders.expected ?? (() => undefined),
    scp,
  });
  doors.add(pull);
  for (const taskId of unfinishedTasks(history)) start(taskId);

  return {
    startImport(given) {
      const paths = [...new Set(given.map((one) => path.resolve(one)))];
      if (!paths.some((one) => existsSync(one))) {
        throw new EngineError('nothing-to-import', 'None of the chosen files and folders exists.');
      }
      const task: Task = {
        id: newId(),
        kind: 'import',
        title: titleOf(paths, isFolder),
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
      insertTask(history, task, paths);
      start(task.id);
      return announce(task.id);
    },
    cancel(taskId) {
      const task = getTask(history, taskId);
      const entry = running.get(taskId);
      if (task.state !== 'running') return task;
      endTask(history, taskId, 'cancelled', null);
      entry?.stop.abort();
      return announce(taskId);
    },
    doors: () => doors.list(),
    http,
    pull,
    folders,
    async close() {
      closing = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map((entry) => entry.ended));
      await pull.close();
      await folders.close();
      await pool.close();
      await http.close();
      await scp.close();
      doors.close();
    },
  };
}
