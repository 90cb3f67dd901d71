import { EngineError, scratchJobSchema } from '../../../contract/index.ts';
import type { Grouping, Page, ScratchDetail, ScratchJob, ScratchSummary } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** A scratch run as it begins. */
export interface NewScratch {
  id: string;
  kind: ScratchSummary['kind'];
  service: string;
  origin: string | null;
  serviceVersion: string;
  level: Grouping;
  key: string;
  patientKey: number;
  run: string | null;
}

// Its state is that of its task until it has ended: a cancelled one ends by that alone.
const columns = `SELECT scratch_run.id, scratch_run.number, scratch_run.kind,
    coalesce(scratch_run.state, task.state, 'failed') AS state, scratch_run.service, scratch_run.origin,
    scratch_run.service_version AS serviceVersion, scratch_run.level, scratch_run.entity_id AS key,
    patient.PatientID, patient.PatientName, scratch_run.run_id AS run, run.number AS runNumber,
    scratch_run.created_at AS createdAt, coalesce(scratch_run.finished_at, task.finished_at) AS finishedAt,
    task.problem
  FROM scratch_run JOIN patient ON patient.key = scratch_run.patient_key
    LEFT JOIN task ON task.id = scratch_run.id LEFT JOIN run ON run.id = scratch_run.run_id`;

export function insertScratch(history: History, one: NewScratch): void {
  history.run(
    `INSERT INTO scratch_run (number, id, kind, service, origin, service_version, level, entity_id, patient_key,
       run_id, created_at)
     VALUES ((SELECT coalesce(max(number), 0) + 1 FROM scratch_run), :id, :kind, :service, :origin,
       :serviceVersion, :level, :key, :patientKey, :run, :now)`,
    { ...one, now: Date.now() },
  );
}

/** Writes how a scratch run ended, with all its jobs. */
export function recordScratch(
  history: History,
  id: string,
  state: 'succeeded' | 'failed',
  jobs: readonly ScratchJob[],
): void {
  history.write(() => {
    history.run('DELETE FROM scratch_job WHERE scratch_id = ?', [id]);
    jobs.forEach((job, position) => {
      history.run('INSERT INTO scratch_job (scratch_id, position, job) VALUES (?, ?, ?)', [
        id,
        position,
        JSON.stringify(job),
      ]);
    });
    history.run('UPDATE scratch_run SET state = ?, finished_at = ? WHERE id = ?', [state, Date.now(), id]);
  });
}

/** @throws EngineError `not-found` */
export function getScratch(history: History, id: string): Omit<ScratchDetail, 'dataFolder'> {
  const summary = history.get<ScratchSummary>(`${columns} WHERE scratch_run.id = ?`, [id]);
  if (summary === undefined) throw new EngineError('not-found', 'There is no such scratch run.');
  const jobs = history
    .all<{ job: string }>('SELECT job FROM scratch_job WHERE scratch_id = ? ORDER BY position', [id])
    .map((row) => scratchJobSchema.parse(JSON.parse(row.job)));
  return { ...summary, jobs };
}

/** Newest first. */
export function listScratch(
  history: History,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Page<ScratchSummary> {
  const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
  const rows = history.all<ScratchSummary>(
    `${columns} WHERE scratch_run.number < ? ORDER BY scratch_run.number DESC LIMIT ?`,
    [Number.isSafeInteger(below) ? below : 0, limit + 1],
  );
  const last = rows[limit - 1];
  return {
    rows: rows.slice(0, limit),
    nextCursor: rows.length > limit && last !== undefined ? String(last.number) : null,
    total: history.get<{ n: number }>('SELECT count(*) AS n FROM scratch_run')?.n ?? 0,
  };
}

/** Ids of those that ended before a time, oldest first. */
export function scratchEndedBefore(history: History, time: number): string[] {
  return history
    .all<{ id: string }>(
      `SELECT scratch_run.id FROM scratch_run LEFT JOIN task ON task.id = scratch_run.id
       WHERE coalesce(scratch_run.finished_at, task.finished_at) < ? ORDER BY scratch_run.number`,
      [time],
    )
    .map(({ id }) => id);
}

/** False where there is none, or where it runs. */
export function deleteScratch(history: History, id: string): boolean {
  return history.write(() => {
    history.run('DELETE FROM scratch_job WHERE scratch_id = ?', [id]);
    return history.run('DELETE FROM scratch_run WHERE id = ?', [id]).changes > 0;
  });
}
