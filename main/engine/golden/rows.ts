import { z } from 'zod';
import {
  EngineError,
  acceptedOutcomeSchema,
  goldenCheckSchema,
  groupingSchema,
  jobEntitySchema,
  jsonObjectSchema,
} from '../../../contract/index.ts';
import type { GoldenCase, GoldenCheck } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';

/** What a case is run with. */
export const goldenInputSchema = z.object({
  level: groupingSchema,
  headers: jsonObjectSchema,
  /** What jobs of other services injected. */
  injected: jsonObjectSchema,
  dependencyResults: jsonObjectSchema,
});
export type GoldenInput = z.infer<typeof goldenInputSchema>;

interface CaseRow {
  id: string;
  name: string;
  service: string;
  jobName: string;
  entity: string | null;
  jobRun: string;
  absolute: number;
  relative: number;
  accepted: string;
  createdAt: number;
  acceptedAt: number;
  lastCheck: string | null;
}

const columns = `SELECT id, name, service, job_name AS jobName, entity, job_run_id AS jobRun, absolute, relative,
  accepted, created_at AS createdAt, accepted_at AS acceptedAt, last_check AS lastCheck FROM golden_case`;

function toCase(row: CaseRow): GoldenCase {
  return {
    ...row,
    entity: row.entity === null ? null : jobEntitySchema.parse(JSON.parse(row.entity)),
    accepted: acceptedOutcomeSchema.parse(JSON.parse(row.accepted)),
    lastCheck: row.lastCheck === null ? null : goldenCheckSchema.parse(JSON.parse(row.lastCheck)),
  };
}

/** Names of the folders with the result files of a case. */
export interface ResultNames {
  accepted: string;
  /** Null where there is no result of a check. */
  last: string | null;
}

export function insertCase(
  history: History,
  made: Omit<GoldenCase, 'lastCheck'>,
  input: GoldenInput,
  acceptedFolder: string,
): void {
  const { jobRun, jobName, entity, accepted, ...row } = made;
  history.run(
    `INSERT INTO golden_case (id, name, service, job_name, entity, job_run_id, absolute, relative, accepted,
       accepted_folder, created_at, accepted_at, input)
     VALUES (:id, :name, :service, :jobName, :entity, :jobRun, :absolute, :relative, :accepted,
       :acceptedFolder, :createdAt, :acceptedAt, :input)`,
    {
      ...row,
      jobRun,
      jobName,
      entity: entity === null ? null : JSON.stringify(entity),
      accepted: JSON.stringify(accepted),
      acceptedFolder,
      input: JSON.stringify(input),
    },
  );
}

/** By service and name. */
export function listCases(history: History, service: string | null): GoldenCase[] {
  return history
    .all<CaseRow>(`${columns} WHERE :service IS NULL OR service = :service ORDER BY service, name, id`, {
      service,
    })
    .map(toCase);
}

/** @throws EngineError `not-found` */
export function getCase(history: History, id: string): GoldenCase {
  const row = history.get<CaseRow>(`${columns} WHERE id = ?`, [id]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such golden case.');
  return toCase(row);
}

/** @throws EngineError `not-found` */
export function getInput(history: History, id: string): GoldenInput {
  const row = history.get<{ input: string }>('SELECT input FROM golden_case WHERE id = ?', [id]);
  if (row === undefined) throw new EngineError('not-found', 'There is no such golden case.');
  return goldenInputSchema.parse(JSON.parse(row.input));
}

/** Null where there is no such case (any more). */
export function findResultNames(history: History, id: string): ResultNames | null {
  return (
    history.get<ResultNames>(
      'SELECT accepted_folder AS accepted, last_folder AS last FROM golden_case WHERE id = ?',
      [id],
    ) ?? null
  );
}

/**
 * Stores a comparison with what was accepted at that time.
 * @param result what came of the check, to be accepted, and the folder with its files
 * @returns false where something else is accepted by now, and nothing was stored
 */
export function storeCheck(
  history: History,
  { id, acceptedAt }: Pick<GoldenCase, 'id' | 'acceptedAt'>,
  check: GoldenCheck,
  result: { outcome: GoldenCase['accepted']; folder: string },
): boolean {
  const { changes } = history.run(
    'UPDATE golden_case SET last_check = ?, last_outcome = ?, last_folder = ? WHERE id = ? AND accepted_at = ?',
    [JSON.stringify(check), JSON.stringify(result.outcome), result.folder, id, acceptedAt],
  );
  return changes > 0;
}

/** Stores a check that could not be run: there is nothing to accept. */
export function storeFailedCheck(history: History, id: string, check: GoldenCheck): void {
  history.run('UPDATE golden_case SET last_check = ?, last_outcome = NULL, last_folder = NULL WHERE id = ?', [
    JSON.stringify(check),
    id,
  ]);
}

/**
 * Accepts what the last check gave: result and files in one step.
 * @returns false where there was no check, or it could not be run
 */
export function acceptLast(history: History, id: string): boolean {
  const { changes } = history.run(
    `UPDATE golden_case SET accepted = last_outcome, accepted_folder = last_folder,
       accepted_at = max(?, accepted_at + 1), last_check = NULL, last_outcome = NULL, last_folder = NULL
     WHERE id = ? AND last_outcome IS NOT NULL`,
    [Date.now(), id],
  );
  return changes > 0;
}

export function deleteCase(history: History, id: string): void {
  history.run('DELETE FROM golden_case WHERE id = ?', [id]);
}
