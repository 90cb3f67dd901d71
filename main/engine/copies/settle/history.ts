import { rmSync } from 'node:fs';
import { EngineError } from '../../../../contract/index.ts';
import { damageOf, openHistory } from '../../database/index.ts';
import type { History } from '../../database/index.ts';
import type { SettleOrder } from '../thread/order.ts';

/**
 * Makes the history of a copy fit where it is now: what was under way elsewhere does not go on here, and what was not
 * copied is told as removed.
 * @returns how many instances it names
 * @throws EngineError `backup-invalid` where it is damaged, `database-newer`
 */
export function settleHistory(file: string, { at, parts, isClone }: SettleOrder): number {
  const damage = damageOf(file, { thorough: true });
  if (damage !== null)
    throw new EngineError('backup-invalid', 'The history in the backup is damaged; nothing was restored.', {
      details: damage,
    });
  const history = openHistory(file);
  try {
    assertOurs(history);
    const when = new Date(at).toISOString();
    history.write(() => {
      endTasks(
        history,
        isClone
          ? 'It goes on in the application that this one was made from.'
          : `It ran when the backup was made, on ${when}.`,
      );
      history.run(
        'UPDATE history_restore SET set_aside = NULL, acknowledged_at = coalesce(acknowledged_at, at)',
      );
      if (isClone) pauseUnfinished(history);
      if (!parts.runs) forgetRunFiles(history, `It is not in the backup of ${when}.`);
      if (!parts.trials) forgetTrials(history);
    });
    return history.get<{ n: number }>('SELECT count(*) AS n FROM instance')?.n ?? 0;
  } finally {
    history.close();
    for (const companion of ['-wal', '-shm', '-journal']) rmSync(`${file}${companion}`, { force: true });
  }
}

/** Triggers and views run by themselves: none but our own may be in it. @throws EngineError `backup-invalid` */
function assertOurs(history: History): void {
  const sql = "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name";
  const own = openHistory(':memory:');
  try {
    if (JSON.stringify(history.all(sql)) === JSON.stringify(own.all(sql))) return;
  } finally {
    own.close();
  }
  throw new EngineError(
    'backup-invalid',
    'The history in the backup was not made by DCM Processor; nothing was restored.',
  );
}

function endTasks(history: History, problem: string): void {
  history.run("UPDATE task SET state = 'cancelled', problem = ?, finished_at = ? WHERE state = 'running'", [
    problem,
    Date.now(),
  ]);
  history.run('DELETE FROM control_request');
  history.run('DELETE FROM commitment_report');
}

/** Jobs that had not ended would run twice: here and in the original. Somebody has to want that. */
function pauseUnfinished(history: History): void {
  history.run(
    `INSERT INTO pause (channel, since, asked_from) SELECT '', ?, 'program'
     WHERE EXISTS (SELECT 1 FROM job_run WHERE state IN ('waiting', 'queued', 'running')) ON CONFLICT DO NOTHING`,
    [Date.now()],
  );
}

function forgetRunFiles(history: History, message: string): void {
  const ended = "SELECT id FROM run WHERE state <> 'active' AND delivered_at IS NOT NULL";
  for (const part of ['inputs', 'results', 'logs']) {
    history.run(
      `INSERT INTO run_removed (run_id, part, at, bytes, message, done_at)
       SELECT id, :part, :at, 0, :message, :at FROM run WHERE id IN (${ended})
       ON CONFLICT DO UPDATE SET done_at = coalesce(run_removed.done_at, excluded.done_at)`,
      { part, at: Date.now(), message },
    );
  }
  history.run(`DELETE FROM result_file WHERE run_id IN (${ended})`);
  history.run(`UPDATE run_size SET inputs = 0, results = 0, logs = 0 WHERE run_id IN (${ended})`);
}

function forgetTrials(history: History): void {
  for (const table of ['scratch_job', 'scratch_run', 'golden_case']) history.run(`DELETE FROM ${table}`);
}
