import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { ProvenanceCard, ServiceDetail, Workbench } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { jobVariables, resourcesByHand, storedRequest, storedResources } from '../dispatch/index.ts';
import { readCard } from '../provenance/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { copyArchived, copyLeft, findRecordedData } from '../scratch/index.ts';
import type { Instances } from '../scratch/index.ts';
import type { Services } from '../services/index.ts';
import { environmentFor } from './environmentFor.ts';
import { writeLauncher } from './launcher.ts';
import { openServiceBench } from './serviceBench.ts';

/** Jobs laid out for a person, beside the record. */
export interface Workbenches {
  /** @throws EngineError `not-found`, `runtime-failed`, `disk-failed` */
  open(jobRun: string, fresh: boolean): Promise<Workbench>;
  /** A shell with what the jobs of a service have. @throws EngineError `not-found`, `runtime-failed`, `disk-failed` */
  openService(service: ServiceDetail, job: string | undefined): ReturnType<typeof openServiceBench>;
  /** @throws EngineError `not-found` */
  remove(jobRun: string): Promise<void>;
  /** Those in whose folder nothing was written since a time, in milliseconds since the epoch. */
  untouchedSince(time: number): Promise<{ folder: string; remove(): Promise<void> }[]>;
}

export function createWorkbenches(
  context: ApplicationContext,
  options: { runtime: Runtime; services: Services; instances: Instances },
): Workbenches {
  const { runtime } = options;

  function folderOf(jobRun: string): string {
    if (context.history.get('SELECT 1 FROM job_run WHERE id = ?', [jobRun]) === undefined) {
      throw new EngineError('not-found', 'There is no such job run.');
    }
    return path.join(context.folders.root, 'workbench', jobRun);
  }

  /** Null where nothing was recorded: the job has not ended, or the engine ended under it. */
  async function cardOf(jobRun: string): Promise<ProvenanceCard | null> {
    try {
      return await readCard(context.history, { jobRun }, options.services.versions);
    } catch (cause) {
      if (cause instanceof EngineError && cause.code === 'not-found') return null;
      throw cause;
    }
  }

  async function codeDifferences(card: ProvenanceCard | null, worker: string): Promise<string[]> {
    if (card === null) return ['What it ran with was not recorded.'];
    const version = await options.services.versions.keep(worker.slice(0, worker.indexOf('.')));
    return card.code.version === version ? [] : ['The installed service has changed since.'];
  }

  return {
    async open(jobRun, fresh) {
      const folder = folderOf(jobRun);
      const request = storedRequest(context, jobRun);
      const prepared = await findRecordedData(context, options.instances, jobRun);
      const card = await cardOf(jobRun);
      const { environment, why } = environmentFor(
        runtime.environments(),
        card?.environment.name ?? null,
        request.channel,
      );
      const hand = await runtime.byHand(environment);
      const { missing, differences } = prepared.check;
      const dataFolder = path.join(folder, 'data');
      const logs = path.join(folder, 'logs');
      const held = resourcesByHand(
        runtime.environments().find(({ name }) => name === environment),
        storedResources(context, jobRun),
      );
      const variables = {
        ...jobVariables(context, { root: folder, data: dataFolder, logs }),
        ...held.variables,
      };
      const order = hand.request({ ...request, dataFolder, variables });
      try {
        if (fresh) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
        if (!existsSync(dataFolder)) {
          const making = path.join(folder, `.making-${newId()}`);
          await mkdir(making, { recursive: true });
          await copyArchived(prepared.input, making, new AbortController().signal);
          await copyLeft(prepared.files, making);
          await rename(making, dataFolder);
        }
        await writeLauncher(folder, hand, order);
      } catch (cause) {
        if (cause instanceof EngineError) throw cause;
        throw new EngineError('disk-failed', `The folder ${folder} could not be made.`, { cause });
      }
      const command = (what: string) => [...hand.command, hand.path(path.join(folder, 'job.py')), what];
      return {
        application: context.id,
        jobRun,
        folder,
        dataFolder,
        interpreter: hand.executable,
        commands: { shell: command('shell'), debug: command('debug'), run: command('run') },
        variables,
        // The code in it is the installed one, to be worked on.
        differences: [...missing, ...differences, ...why, ...(await codeDifferences(card, request.worker))],
      };
    },
    openService: (service, job) => openServiceBench(context, runtime, service, job),
    async remove(jobRun) {
      await removeFolder(folderOf(jobRun));
    },
    async untouchedSince(time) {
      const root = path.join(context.folders.root, 'workbench');
      const found: string[] = [];
      for (const name of existsSync(root) ? await readdir(root) : []) {
        const folder = path.join(root, name);
        if ((await lastChangeBelow(folder)) < time) found.push(folder);
      }
      return found.map((folder) => ({ folder, remove: () => removeFolder(folder) }));
    },
  };
}

async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** When something in a folder was last written, in milliseconds since the epoch; links count as themselves. */
async function lastChangeBelow(folder: string): Promise<number> {
  const { mtimeMs } = await lstat(folder);
  const times = [mtimeMs];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    times.push(entry.isDirectory() ? await lastChangeBelow(file) : (await lstat(file)).mtimeMs);
  }
  return Math.max(...times);
}
