import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EngineError, jsonValueSchema } from '../../../contract/index.ts';
import type { GoldenCase, RouteRequest, Task } from '../../../contract/index.ts';
import { inTurn, newId, runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { storedRequest } from '../dispatch/index.ts';
import { copyArchived, copyLeft, fileState, findRecordedData } from '../scratch/index.ts';
import type { Instances } from '../scratch/index.ts';
import { createTaskRunner } from '../tasks/index.ts';
import { checkCase } from './checkCase.ts';
import type { GoldenOptions } from './checkCase.ts';
import { caseFolders, copyFiles, newResultName } from './folders.ts';
import { acceptLast, deleteCase, getCase, insertCase, listCases } from './rows.ts';

/** Inputs with accepted results, and whether services still give these. */
export interface Golden {
  /** @throws EngineError `not-found`, `not-repeatable`, `disk-failed` */
  add(request: Omit<RouteRequest<'golden.add'>, 'application'>): Promise<GoldenCase>;
  list(service: string | null): GoldenCase[];
  /** @throws EngineError `not-found` where there is none to check */
  check(request: Omit<RouteRequest<'golden.check'>, 'application'>): Task;
  /** @throws EngineError `not-found` where it was not checked, or could not be run then */
  accept(id: string): Promise<GoldenCase>;
  /** @throws EngineError `not-found` */
  remove(id: string): Promise<void>;
  cancel(task: string): Task;
  close(): Promise<void>;
}

interface JobRow {
  state: string;
  service: string | null;
  jobName: string;
  result: string | null;
  runNumber: number;
  run: string;
  level: 'patient' | 'study' | 'series';
  entityLevel: 'study' | 'series' | null;
  entityKey: string;
  entityText: string;
}

/** Opens the room; a check that was interrupted begins anew. */
export function createGolden(
  context: ApplicationContext,
  options: GoldenOptions & { instances: Instances },
): Golden {
  const { history, folders } = context;
  const next = inTurn();
  const tasks = createTaskRunner(context, {
    kind: 'golden',
    request: z.object({ cases: z.array(z.string()) }),
    run: (work) =>
      next(
        async () => {
          const cases = listCases(history, null).filter((one) => work.request.cases.includes(one.id));
          let [done, failed] = [0, 0];
          work.report({ ...work.progress, done, failed, total: cases.length });
          for (const golden of cases) {
            work.signal.throwIfAborted();
            const check = await checkCase(context, options, golden, work);
            done += 1;
            failed += Number(check.outcome !== 'same');
            work.report({ ...work.progress, done, failed, total: cases.length });
          }
        },
        work.signal,
        (isWaiting) => work.waits(isWaiting ? 'It waits until the checks before it have ended.' : null),
      ),
  });
  tasks.resume();

  /** @throws EngineError `not-found` */
  function readJob(jobRun: string): JobRow & { service: string } {
    const row = history.get<JobRow>(
      `SELECT job_run.state, job_run.service, job_run.job_name AS jobName, job_run.result,
         run.number AS runNumber, run.id AS run, run.level, job_run.entity_level AS entityLevel,
         job_run.entity_id AS entityKey, job_run.entity_text AS entityText
       FROM job_run JOIN run ON run.id = job_run.run_id WHERE job_run.id = ?`,
      [jobRun],
    );
    if (row === undefined) throw new EngineError('not-found', 'There is no such job run.');
    const { service } = row;
    if (service === null || row.state !== 'succeeded') {
      throw new EngineError(
        'not-repeatable',
        'Only a job run of a service that succeeded can become a golden case.',
        {
          advice: 'Choose another job run.',
        },
      );
    }
    return { ...row, service };
  }

  return {
    async add({ jobRun, name, absolute, relative }) {
      const row = readJob(jobRun);
      const prepared = await findRecordedData(context, options.instances, jobRun);
      const removed = history.get<{ message: string }>(
        "SELECT message FROM run_removed WHERE run_id = ? AND part = 'results'",
        [row.run],
      );
      if (removed !== undefined) {
        throw new EngineError(
          'not-repeatable',
          `The result files of the run were removed: ${removed.message}`,
          {
            advice: 'Choose a job run that still has them.',
          },
        );
      }
      const { missing } = prepared.check;
      if (missing.length > 0) {
        throw new EngineError('not-repeatable', missing[0], { details: missing.join('\n'), advice: '' });
      }
      const id = newId();
      const places = caseFolders(folders, id);
      const accepted = newResultName();
      const { data } = runFolders(folders, row.run);
      try {
        await mkdir(places.input, { recursive: true });
        await copyArchived(prepared.input, places.input, new AbortController().signal);
        await copyLeft(prepared.files, places.input);
        const paths = history.all<{ path: string }>(
          `SELECT path FROM result_file JOIN job_run ON job_run.key = result_file.job_run_key
           WHERE job_run.id = ? ORDER BY path`,
          [jobRun],
        );
        await copyFiles(paths, data, places.result(accepted));
        const files = [];
        for (const file of paths) {
          files.push({
            ...file,
            ...(await fileState(path.join(places.result(accepted), ...file.path.split('/')))),
          });
        }
        const { arguments: given, dependencyResults = {} } = storedRequest(context, jobRun);
        const others = Object.entries(given.added_params).filter(([job]) => job !== row.jobName);
        const now = Date.now();
        insertCase(
          history,
          {
            id,
            name: name ?? `${row.jobName} of run ${row.runNumber}`,
            service: row.service,
            jobName: row.jobName,
            entity:
              row.entityLevel === null
                ? null
                : { level: row.entityLevel, key: row.entityKey, text: row.entityText },
            jobRun,
            absolute,
            relative,
            accepted: {
              state: row.state,
              result: row.result === null ? null : jsonValueSchema.parse(JSON.parse(row.result)),
              error: null,
              files,
            },
            createdAt: now,
            acceptedAt: now,
          },
          {
            level: row.entityLevel ?? row.level,
            headers: given.headers,
            injected: Object.fromEntries(others),
            dependencyResults,
          },
          accepted,
        );
      } catch (cause) {
        await rm(places.root, { recursive: true, force: true });
        throw cause;
      }
      return getCase(history, id);
    },
    list: (service) => listCases(history, service),
    check({ service, cases }) {
      const chosen = listCases(history, service ?? null).filter((one) => cases?.includes(one.id) ?? true);
      const unknown = cases?.find((wanted) => !chosen.some((one) => one.id === wanted));
      if (chosen.length === 0 || unknown !== undefined) {
        throw new EngineError('not-found', 'There is no such golden case to check.', {
          advice: 'Add one: dcm-processor golden add JOB-RUN',
        });
      }
      const title =
        service ?? (chosen.length === 1 ? (chosen[0]?.jobName ?? '') : `${chosen.length} golden cases`);
      return tasks.start(title, { cases: chosen.map((one) => one.id) });
    },
    async accept(id) {
      getCase(history, id);
      // The files that this replaces go after the next check: one may just be comparing with them.
      if (!acceptLast(history, id)) {
        throw new EngineError('not-found', 'There is no result of a check that could be accepted.', {
          advice: 'Check it first.',
        });
      }
      return getCase(history, id);
    },
    async remove(id) {
      getCase(history, id);
      deleteCase(history, id);
      await rm(caseFolders(folders, id).root, { recursive: true, force: true, maxRetries: 5 });
    },
    cancel: (task) => tasks.cancel(task),
    close: () => tasks.close(),
  };
}
