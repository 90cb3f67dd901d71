import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';
import type { Task } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { createTaskRunner } from '../../tasks/index.ts';
import type { Door } from '../doors/index.ts';
import { runImport } from './importRun.ts';
import type { ImportSurroundings } from './importRun.ts';
import { titleOf } from './title.ts';

/** The door of what a person chooses: by dropping it on the window, by a button, or by the command line. */
export interface Imports extends Door {
  /**
   * Starts importing files, folders (recursively), ZIP and tar archives. The task is stored at once and goes on after a
   * restart of the engine.
   * @param paths absolute paths
   * @throws EngineError `nothing-to-import` when none of them exists
   */
  start(paths: readonly string[]): Task;
  /**
   * Stops an import; what was already taken stays. A task that has ended is returned as it is.
   * @throws EngineError `not-found`
   */
  cancel(taskId: string): Task;
  /** Goes on with what was interrupted. */
  resume(): void;
  /** Stops working without ending the tasks: the next start goes on with them. */
  close(): Promise<void>;
}

export function createImports(context: ApplicationContext, surroundings: ImportSurroundings): Imports {
  const tasks = createTaskRunner<string[]>(context, {
    kind: 'import',
    request: z.array(z.string()),
    run: (work) => runImport(context, surroundings, work),
  });
  return {
    name: 'import',
    describe: () => ({
      state: context.isStopped === true ? 'off' : 'open',
      address: null,
      active: tasks.active,
      problem: null,
      details: null,
    }),
    start(given) {
      const paths = [...new Set(given.map((one) => path.resolve(one)))];
      if (!paths.some((one) => existsSync(one))) {
        throw new EngineError('nothing-to-import', 'None of the chosen files and folders exists.');
      }
      return tasks.start(titleOf(paths, isFolder), paths);
    },
    cancel: (taskId) => tasks.cancel(taskId),
    resume: () => tasks.resume(),
    close: () => tasks.close(),
  };
}

/** False also for what cannot be looked at; the import tells why. */
function isFolder(one: string): boolean {
  try {
    return statSync(one).isDirectory();
  } catch {
    return false;
  }
}
