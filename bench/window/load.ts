import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import type { EngineClient } from '../../contract/index.ts';
import { loadPatients, writePatients } from '../../scripts/phantom/index.ts';
import { followTask } from '../../main/link/index.ts';
import { waitUntil, writeService } from '../support/index.ts';

/** 200 job definitions, as a research group with many services has. */
const [services, jobsOfEach] = [20, 10];
/** How long each job takes, in seconds. With two at once there are some 100 changes of job runs per second. */
const jobSeconds = 0.055;
/** Fewer jobs than this wait: the next patient comes. */
const fewWaiting = 100;

/** Studies that flow through an application as long as they are wanted. */
export interface Load {
  /** Changes of job runs since the beginning. */
  changes(): number;
  /** Lets no more come; resolves when all jobs have ended. */
  stop(): Promise<void>;
}

/** Installs the services and lets patients come. */
export async function startLoad(client: EngineClient, application: string, folder: string): Promise<Load> {
  for (let index = 0; index < services; index += 1) {
    const name = `step_${index + 1}`;
    const place = path.join(folder, 'services', name);
    await writeService(place, { name, jobs: jobsOfEach, worker: `time.sleep(${jobSeconds})`, chained: true });
    await client.request('services.install', { application, path: place });
  }
  let changes = 0;
  const unsubscribe = client.onEvent((name) => {
    if (name === 'job_runs.changed') changes += 1;
  });
  let patients = 0;
  const stopping = new AbortController();

  async function waiting(): Promise<number> {
    let sum = 0;
    for (const state of ['waiting', 'queued', 'running'] as const)
      sum += (await client.request('job_runs.list', { application, states: [state], limit: 1 })).total;
    return sum;
  }
  async function bringPatient(): Promise<void> {
    patients += 1;
    const source = path.join(folder, 'patients', `WINDOW-${patients}`);
    const plan = loadPatients({ slices: 1, size: 64 });
    await writePatients(
      plan.map((one) => ({ ...one, PatientID: `WINDOW-${patients}` })),
      source,
    );
    const task = await client.request('imports.start', { application, paths: [source] });
    await followTask(client, application, task, { progress: () => undefined });
  }
  async function keepComing(): Promise<void> {
    while (!stopping.signal.aborted) {
      if ((await waiting()) < fewWaiting) await bringPatient();
      else await pause(200);
    }
  }
  const coming = keepComing();
  return {
    changes: () => changes,
    async stop() {
      stopping.abort();
      await coming;
      await waitUntil('the end of all jobs', async () => (await waiting()) === 0, 500);
      unsubscribe();
    },
  };
}
