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

export function insertCase(history: History, made: Omit<GoldenCase, 'lastCheck'>, input: GoldenInput): void {
  const { jobRun, jobName, entity, accepted, ...row } = made;
  history.run(
    `INSERT INTO golden_case (id, name, service, job_name, entity, job_run_id, absolute, relative, accepted,
       created_at, accepted_at, input)
     VALUES (:id, :name, :service, :jobName, :entity, :jobRun, :absolute, :relative, :accepted,
       :createdAt, :acceptedAt, :input)`,
    {
      ...row,
      jobRun,
      jobName,
      entity: entity === null ? null : JSON.stringify(entity),
      accepted: JSON.stringify(accepted),
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

/** @param outcome what came of it, to be accepted; null where it could not be run */
export function storeCheck(
  history: History,
  id: string,
  check: GoldenCheck,
  outcome: GoldenCase['accepted'] | null,
): void {
  history.run('UPDATE golden_case SET last_check = ?, last_outcome = ? WHERE id = ?', [
    JSON.stringify(check),
    outcome === null ? null : JSON.stringify(outcome),
    id,
  ]);
}

/** What the last check gave; null where there was none, or it could not be run. */
export function lastOutcome(history: History, id: string): GoldenCase['accepted'] | null {
  const text = history.get<{ text: string | null }>(
    'SELECT last_outcome AS text FROM golden_case WHERE id = ?',
    [id],
  )?.text;
  return text == null ? null : acceptedOutcomeSchema.parse(JSON.parse(text));
}

export function storeAccepted(history: History, id: string, accepted: GoldenCase['accepted']): void {
  history.run(
    'UPDATE golden_case SET accepted = ?, accepted_at = ?, last_check = NULL, last_outcome = NULL WHERE id = ?',
    [JSON.stringify(accepted), Date.now(), id],
  );
}

export function deleteCase(history: History, id: string): void {
  history.run('DELETE FROM golden_case WHERE id = ?', [id]);
}
