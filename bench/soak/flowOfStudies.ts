import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineClient } from '../../contract/index.ts';
import { followTask } from '../../main/link/index.ts';
import { loadPatients, writePatients } from '../../scripts/phantom/index.ts';
import { waitUntil, writeService } from '../support/index.ts';

/** Services that each study goes through, and jobs of each. */
const [services, jobsOfEach] = [4, 3];
/** How long each job takes, in seconds. */
const jobSeconds = 0.2;

/** Studies that come at an even pace. */
export interface FlowOfStudies {
  /** Studies that came so far. */
  come(): number;
  /** Lets no more come; resolves when what came is processed. */
  stop(): Promise<void>;
}

/** Installs the services and lets studies come, each of a patient of its own, by import. */
export async function startStudies(
  client: EngineClient,
  application: string,
  { folder, perMinute }: { folder: string; perMinute: number },
): Promise<FlowOfStudies> {
  for (let index = 1; index <= services; index += 1) {
    const name = `soak_${index}`;
    const place = path.join(folder, 'services', name);
    await writeService(place, { name, jobs: jobsOfEach, worker: `time.sleep(${jobSeconds})`, chained: true });
    await client.request('services.install', { application, path: place });
  }
  const stopping = new AbortController();
  let studies = 0;

  async function bringStudy(): Promise<void> {
    studies += 1;
    const PatientID = `SOAK-${studies}`;
    const source = path.join(folder, 'patients', PatientID);
    const plan = loadPatients({ slices: 20, size: 128 });
    await writePatients(
      plan.map((one) => ({ ...one, PatientID })),
      source,
    );
    const task = await client.request('imports.start', { application, paths: [source] });
    await followTask(client, application, task, { progress: () => undefined });
  }
  async function keepComing(): Promise<void> {
    const begun = performance.now();
    while (!stopping.signal.aborted) {
      await bringStudy();
      const next = begun + (studies * 60_000) / perMinute;
      await pause(Math.max(next - performance.now(), 0), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      );
    }
  }
  const coming = keepComing();
  return {
    come: () => studies,
    async stop() {
      stopping.abort();
      await coming;
      await waitUntil(
        'the end of all runs',
        async () => (await client.request('applications.get', { application })).counts.activeRuns === 0,
        500,
      );
    },
  };
}
