import { statSync } from 'node:fs';
import { attemptLogFile, runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { recordEnd } from './recordEnd.ts';

interface RunningRow {
  key: number;
  id: string;
  runId: string;
  jobName: string;
  number: number;
  startedAt: number;
  timeoutMs: number;
  orderly: number;
}

/**
 * Decides what an engine that died left running: nobody works on it any more, since one engine has the data home.
 * Must be called inside `write`.
 * @returns how many there were
 */
export function recoverRunning(context: ApplicationContext, onRunEnded: (runId: string) => void): number {
  const left = context.history.all<RunningRow>(
    `SELECT job_run.key, job_run.id, job_run.run_id AS runId, job_run.job_name AS jobName, attempt.number,
       attempt.started_at AS startedAt, job_run.timeout_ms AS timeoutMs, attempt.orderly
     FROM job_run JOIN attempt ON attempt.job_run_key = job_run.key AND attempt.number = job_run.attempts
     WHERE job_run.state = 'running' ORDER BY job_run.key`,
  );
  for (const row of left) {
    const file = attemptLogFile(runFolders(context.folders, row.runId), row.id, row.number);
    recordEnd(
      context,
      {
        ...row,
        end: {
          kind: 'interrupted',
          orderly: row.orderly === 1,
          message: 'The engine ended while the job was running.',
        },
        logBytes: statSync(file, { throwIfNoEntry: false })?.size ?? 0,
        logProblem: null,
        progress: null,
        found: null,
        testimony: null,
      },
      onRunEnded,
    );
  }
  return left.length;
}
