import { z } from 'zod';
import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { BuildProblem, Task } from '../../../../contract/index.ts';
import { inTurn } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import type { NamedSettings } from '../folder/settingsFile.ts';
import { stageLabel } from '../dockerfile/generate.ts';
import { createTaskRunner } from '../../tasks/index.ts';
import type { TaskWork } from '../../tasks/index.ts';
import type { WorkerPlaces } from '../store/places.ts';
import { buildLogFile } from '../store/places.ts';
import type { WorkerRecord } from '../store/records.ts';
import type { BuildEvent, ImageBuilder } from '../types.ts';
import { removeOldLogs, writeBuildLog } from './buildLog.ts';
import { BuildFailure, buildWorker } from './buildTask.ts';
import type { BuildParts } from './buildTask.ts';

/** Logs of builds that are kept of each worker. */
const keptLogs = 10;

const requestSchema = z.object({ worker: z.string(), fresh: z.boolean() });
type BuildRequest = z.infer<typeof requestSchema>;

/** What builds need of the room. */
export interface BuildRooms {
  parts(): BuildParts;
  placesOf(worker: string): WorkerPlaces;
  /** @throws EngineError `worker-not-found`, `worker-invalid` */
  settingsOf(worker: string): NamedSettings;
  change(worker: string, changes: Partial<WorkerRecord>): void;
  /** A build has ended, well or not. */
  ended(worker: string): void;
}

/** Builds of workers, one after the other, as tasks of kind `build`. */
export interface Builds {
  start(worker: string, fresh: boolean): Task;
  cancel(task: string): Task;
  /**
   * Removes images of the worker that are not the given one and that no container uses.
   * @returns why that could not be done, for a person, or null
   */
  removeOld(worker: string, keep: string | null, steps: readonly string[] | null): Promise<string | null>;
  /** Does something while none runs or begins. @throws EngineError `application-busy` where one does */
  whileNone<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export function createBuilds(context: ApplicationContext, rooms: BuildRooms): Builds {
  const { log } = context;
  const next = inTurn();
  /** Builds that run or wait for their turn. */
  let open = 0;
  const tasks = createTaskRunner<BuildRequest>(context, {
    kind: 'build',
    request: requestSchema,
    whileStopped: true,
    async run(work) {
      open += 1;
      try {
        await next(() => run(work), work.signal);
      } finally {
        open -= 1;
      }
    },
  });

  async function run(work: TaskWork<BuildRequest>): Promise<void> {
    const { worker: name, fresh } = work.request;
    const worker = rooms.settingsOf(name);
    const places = rooms.placesOf(name);
    const writer = writeBuildLog(buildLogFile(places, work.id));
    removeOldLogs(places.builds, keptLogs);
    rooms.change(name, { lastBuild: { task: work.id, problem: null } });
    const ended = new Set<number>();
    const onEvent = (event: BuildEvent): void => {
      writer.event(event);
      if (event.kind === 'step') {
        if (event.state !== 'running') ended.add(event.number);
        work.report({ ...work.progress, done: ended.size, total: event.total });
      }
      context.events.emit('build.grown', { application: context.id });
    };
    try {
      const { image, steps } = await buildWorker(
        rooms.parts(),
        { source: places.source, worker, fresh },
        onEvent,
        work.signal,
      );
      rooms.change(name, { image, lastBuild: { task: work.id, problem: null } });
      await removeOld(name, image.reference, steps);
    } catch (cause) {
      if (!work.signal.aborted) {
        const problem = problemOf(cause);
        writer.problem(problem);
        rooms.change(name, { lastBuild: { task: work.id, problem } });
      }
      throw cause;
    } finally {
      rooms.ended(name);
    }
  }

  async function removeOld(
    name: string,
    keep: string | null,
    steps: readonly string[] | null,
  ): Promise<string | null> {
    try {
      const { builder, labels, application } = rooms.parts();
      for (const { own } of await builder.list({ ...labels, 'dcm-processor.worker': name })) {
        for (const reference of own) {
          if (reference !== keep && !(await builder.remove(reference)))
            log.info({ worker: name, reference }, 'an old image is still used by a container');
        }
      }
      if (steps !== null) await removeSteps(builder, `${application}/${name}`, steps);
      return null;
    } catch (cause) {
      // The next build, or the next start, tries it again.
      const { message } = toEngineError(cause);
      log.warn({ worker: name, cause: message }, 'old images could not be removed');
      return message;
    }
  }

  tasks.resume();
  return {
    start: (worker, fresh) => tasks.start(worker, { worker, fresh }),
    cancel: (task) => tasks.cancel(task),
    removeOld,
    whileNone(work) {
      if (open > 0) {
        throw new EngineError('application-busy', 'A worker of the application is being built.', {
          advice: 'Try again when that has ended.',
        });
      }
      return next(work);
    },
    close: () => tasks.close(),
  };
}

/** Images of steps that the newest build did not use. BuildKit names none, and keeps its steps elsewhere. */
async function removeSteps(builder: ImageBuilder, stageOf: string, used: readonly string[]): Promise<void> {
  for (const { id, references } of await builder.list({ [stageLabel]: stageOf })) {
    const short = id.replace(/^sha256:/, '');
    if (references.length === 0 && !used.some((one) => short.startsWith(one))) await builder.remove(id);
  }
}

function problemOf(cause: unknown): BuildProblem {
  if (cause instanceof BuildFailure) return cause.problem;
  const { message, advice } = toEngineError(cause);
  return {
    message: advice === undefined ? message : `${message} ${advice}`,
    file: null,
    line: null,
    text: null,
  };
}
