import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../contract/index.ts';
import type { EngineClient, JobRunDetail, RunDetail } from '../../contract/index.ts';
import { logStretches, textOf } from './wholeLog.ts';

/**
 * Copies what the jobs left into a folder: `run-1/…` with the result files as they lie in the run's data folder,
 * `run-1/logs/<job>.log`, and `report.json`.
 */
export async function writeResults(
  client: EngineClient,
  what: {
    application: string;
    outFolder: string;
    runs: readonly RunDetail[];
    jobs: readonly JobRunDetail[];
    report: object;
  },
): Promise<void> {
  try {
    await mkdir(what.outFolder, { recursive: true });
    for (const run of what.runs) {
      const target = path.join(what.outFolder, `run-${run.number}`);
      for (const job of what.jobs.filter((one) => one.run === run.id)) {
        for (const file of job.files) {
          // The engine checks that the file lies in the run's folder; the same relative path is safe below the target.
          const { path: source } = await client.request('runs.locate_file', {
            application: what.application,
            run: run.id,
            path: file.path,
          });
          await cp(source, path.join(target, ...file.path.split('/')), { recursive: true });
        }
        await writeLog(client, what.application, job, path.join(target, 'logs'));
      }
    }
    await writeFile(path.join(what.outFolder, 'report.json'), `${JSON.stringify(what.report, null, 2)}\n`);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    throw new EngineError('disk-failed', `The results cannot be written to ${what.outFolder}.`, { cause });
  }
}

async function writeLog(
  client: EngineClient,
  application: string,
  job: JobRunDetail,
  folder: string,
): Promise<void> {
  if (job.attemptList.length === 0) return;
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${job.jobName.replace(/[^\w.-]/g, '_')}.log`);
  await writeFile(file, '');
  for await (const { pieces } of logStretches(client, { application, jobRun: job.id }))
    await writeFile(file, textOf(pieces), { flag: 'a' });
}
