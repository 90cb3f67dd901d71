import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { runFolders, systemCode } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { RunSizes } from './types.ts';

const nothing: RunSizes = { inputs: 0, results: 0, logs: 0 };

/** Folder of the input copies in a run's data folder. */
export const inputsFolder = 'dicom';

/** Ended runs whose folder was not measured since; those that were replaced only, or all. */
const unmeasured = `SELECT run.id FROM run LEFT JOIN run_size ON run_size.run_id = run.id
  WHERE run.delivered_at IS NOT NULL AND run.finished_at IS NOT NULL
    AND (run_size.measured_at IS NULL OR run_size.measured_at < run.finished_at)
    AND (:all OR run.state = 'replaced') ORDER BY run.number LIMIT 1`;

/** Measures the folders of ended runs, one after the other, so that nothing else waits for it. */
export async function measureRuns(
  context: ApplicationContext,
  all: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { history, folders, log } = context;
  const next = () => history.get<{ id: string }>(unmeasured, { all: all ? 1 : 0 });
  for (let run = next(); run !== undefined; run = next()) {
    const { id } = run;
    signal.throwIfAborted();
    // By the time before, so that what ends again meanwhile is measured again.
    const measuredAt = Date.now();
    const sizes = await sizesOf(runFolders(folders, id)).catch((cause: unknown) => {
      // Nothing of it is removed for its size then, and all other runs are looked after.
      log.warn({ run: id, cause: systemCode(cause) }, 'the folder of a run could not be measured');
      return nothing;
    });
    history.run(
      `INSERT INTO run_size (run_id, inputs, results, logs, measured_at)
       VALUES (:id, :inputs, :results, :logs, max(:measuredAt, (SELECT finished_at FROM run WHERE id = :id)))
       ON CONFLICT DO UPDATE SET inputs = excluded.inputs, results = excluded.results, logs = excluded.logs,
         measured_at = excluded.measured_at`,
      { id, ...sizes, measuredAt },
    );
  }
}

/** Bytes of the copies of input images that a run has. */
export async function measureInputs({ folders }: ApplicationContext, runId: string): Promise<number> {
  return bytesBelow(path.join(runFolders(folders, runId).data, inputsFolder));
}

async function sizesOf(run: { data: string; logs: string }): Promise<RunSizes> {
  const inputs = await bytesBelow(path.join(run.data, inputsFolder));
  return { inputs, results: (await bytesBelow(run.data)) - inputs, logs: await bytesBelow(run.logs) };
}

/** Bytes of all files in a folder; links count as themselves, what is not there as nothing. */
export async function bytesBelow(folder: string): Promise<number> {
  let sum = 0;
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      sum += entry.isDirectory() ? await bytesBelow(file) : (await lstat(file)).size;
    }
  } catch (cause) {
    if (!isGone(cause)) throw cause;
  }
  return sum;
}

export function isGone(cause: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(cause));
}
