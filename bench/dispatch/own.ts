import path from 'node:path';
import type { RunDetail } from '../../contract/index.ts';
import { loadPatients, writePatients } from '../../scripts/phantom/index.ts';
import type { Bench } from '../support/index.ts';
import { waitUntil } from '../support/index.ts';

let patients = 0;

/**
 * Brings in a patient of one small image and waits until its one run has ended.
 * @param planned called as soon as its jobs are seen in the queue
 * @throws Error unless all succeeded
 */
export async function processPatient(
  bench: Bench,
  application: string,
  planned: () => void = () => undefined,
): Promise<RunDetail> {
  await importPatient(bench, application);
  await waitUntil('the plan of the run', async () => {
    const arriving = await bench.client.request('arrivals.list', { application });
    return arriving.length === 0;
  });
  planned();
  // Asked for in the cheapest way; no run goes on that has no such job.
  await waitUntil('the end of all jobs', async () => (await openJobs(bench, application)) === 0, 100);
  const [newest] = (await bench.client.request('runs.list', { application, limit: 1 })).rows;
  if (newest?.state !== 'succeeded') {
    throw new Error(`Not all jobs succeeded: ${JSON.stringify(newest?.jobCounts)}`);
  }
  return bench.client.request('runs.get', { application, run: newest.id });
}

/** Brings in a patient of one small image. */
export async function importPatient(bench: Bench, application: string): Promise<void> {
  patients += 1;
  const PatientID = `BENCH-${patients}`;
  const source = path.join(bench.folder, PatientID);
  await writePatients(
    loadPatients({ slices: 1, size: 64 }).map((patient) => ({ ...patient, PatientID })),
    source,
  );
  await bench.importNew(application, source, 1);
}

/** How many job runs have not ended. */
export async function openJobs(bench: Bench, application: string): Promise<number> {
  let open = 0;
  for (const state of ['waiting', 'queued', 'running'] as const) {
    open += (await bench.client.request('job_runs.list', { application, states: [state], limit: 1 })).total;
  }
  return open;
}

/** What the workers of a run returned, in planning order. */
export async function resultsOf(bench: Bench, application: string, run: RunDetail): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const { id } of run.jobRuns) {
    results.push((await bench.client.request('job_runs.get', { application, jobRun: id })).result);
  }
  return results;
}

/** The history file of an application by its folder. */
export function historyOf(folder: string): string {
  return path.join(folder, 'history.sqlite');
}
