import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { EngineError } from '../../contract/index.ts';
import type { Task } from '../../contract/index.ts';
import type { Components } from './components/index.ts';
import type { ApplicationContext } from './context/index.ts';
import { getTask } from './history/index.ts';
import { createTaskRunner } from './tasks/index.ts';
import type { TaskWork } from './tasks/index.ts';
import type { Workers } from './workers/index.ts';

/** Pause between two looks at a build, in milliseconds. */
const lookPause = 200;

const requestSchema = z.object({ refresh: z.boolean() });
type InitRequest = z.infer<typeof requestSchema>;

/** Prepares all that an application needs to be started. */
export interface Init {
  start(refresh: boolean): Task;
  cancel(task: string): Task;
  close(): Promise<void>;
}

/** What preparing takes of the rooms. */
interface InitRooms {
  components: Pick<Components, 'list' | 'prepare'>;
  workers: Pick<Workers, 'list' | 'build' | 'cancel'>;
}

/** One step for the folders, one for each component and each worker; what is there is left as it is. */
export function createInit(context: ApplicationContext, { components, workers }: InitRooms): Init {
  const tasks = createTaskRunner<InitRequest>(context, {
    kind: 'init',
    request: requestSchema,
    whileStopped: true,
    run,
  });

  async function run(work: TaskWork<InitRequest>): Promise<void> {
    const { refresh } = work.request;
    const wanted = workers
      .list()
      .filter(({ state }) => refresh || (state !== 'built' && state !== 'invalid'));
    const total = 1 + components.list().length + wanted.length;
    let done = 0;
    const step = () => {
      done += 1;
      work.report({ ...work.progress, done, total });
    };
    work.report({ ...work.progress, done, total });
    makeFolders();
    step();
    if (components.list().length > 0) {
      await components.prepare(() => undefined, refresh, work.signal);
      step();
    }
    const failed: string[] = [];
    for (const { name } of wanted) {
      if (!(await isBuilt(name, refresh, work.signal))) failed.push(name);
      step();
    }
    if (failed.length > 0) {
      throw new EngineError(
        'image-build-failed',
        `${failed.length === 1 ? 'The worker' : 'The workers'} ${failed.join(', ')} could not be built.`,
      );
    }
  }

  function makeFolders(): void {
    const { archive, registry, modules, runs, logs, components: ofComponents } = context.folders;
    try {
      for (const folder of [archive, registry, modules, runs, logs, ofComponents])
        mkdirSync(folder, { recursive: true });
    } catch (cause) {
      throw new EngineError('folder-not-usable', 'The folders of the application cannot be made.', { cause });
    }
  }

  /** Builds a worker by a task of its own, where its log is. */
  async function isBuilt(worker: string, fresh: boolean, signal: AbortSignal): Promise<boolean> {
    const running = workers.list().find(({ name }) => name === worker)?.lastBuild;
    const task = running?.state === 'running' ? running.task : workers.build(worker, fresh).id;
    for (;;) {
      const { state } = getTask(context.history, task);
      if (state !== 'running') return state === 'succeeded';
      if (signal.aborted) {
        workers.cancel(task);
        throw new EngineError('cancelled');
      }
      await pause(lookPause, undefined, { signal }).catch(() => undefined);
    }
  }

  tasks.resume();
  return {
    start: (refresh) => tasks.start('folders and images', { refresh }),
    cancel: (task) => tasks.cancel(task),
    close: () => tasks.close(),
  };
}
