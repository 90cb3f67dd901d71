import type { Grouping } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';

/** A patient, study or series that a replay asks about. */
export interface Member {
  key: string;
  PatientID: string;
  PatientName: string;
  /** Its last run; null where it was never planned. */
  run: { id: string; number: number } | null;
}

/** Members that are read at once. */
const pageSize = 50;

/**
 * The last run of each: those that it took the place of, and that were replaced before they began, are left out. SQLite
 * keeps the order of a CROSS JOIN, so that a page reads no more than its own rows.
 */
const lastRuns = `run CROSS JOIN patient ON patient.key = run.patient_key
  WHERE run.level = :level AND run.state <> 'replaced' AND NOT EXISTS (
    SELECT 1 FROM run AS later WHERE later.entity_id = run.entity_id AND later.level = run.level
      AND later.version > run.version AND later.state <> 'replaced')`;

const entityTables: Record<Grouping, string> = {
  patient: 'patient',
  study: 'study AS entity CROSS JOIN patient ON patient.key = entity.patient_key',
  series:
    'series AS entity CROSS JOIN study ON study.key = entity.study_key CROSS JOIN patient ON patient.key = study.patient_key',
};
/** Instances of a patient are counted by its studies. */
const hasInstances: Record<Grouping, string> = {
  patient: 'EXISTS (SELECT 1 FROM study WHERE study.patient_key = patient.key AND study.instance_count > 0)',
  study: 'entity.instance_count > 0',
  series: 'entity.instance_count > 0',
};

/** What is stored and never had a run of its own. */
function neverPlanned(level: Grouping): { from: string; entity: string } {
  const entity = level === 'patient' ? 'patient' : 'entity';
  return {
    entity,
    from: `${entityTables[level]} WHERE ${hasInstances[level]} AND NOT EXISTS (
      SELECT 1 FROM run WHERE run.entity_id = ${entity}.id AND run.level = :level AND run.state <> 'replaced')`,
  };
}

export const pageOfRuns = `SELECT run.entity_id AS key, patient.PatientID, patient.PatientName, run.id, run.number
  FROM ${lastRuns} AND run.number > :after ORDER BY run.number LIMIT ${pageSize}`;

export function pageOfOthers(level: Grouping): string {
  const { from, entity } = neverPlanned(level);
  return `SELECT ${entity}.id AS key, patient.PatientID, patient.PatientName, ${entity}.key AS row FROM ${from}
    AND ${entity}.key > :after ORDER BY ${entity}.key LIMIT ${pageSize}`;
}

/** How many there are. */
export function countMembers(history: History, level: Grouping): number {
  const runs = history.get<{ n: number }>(`SELECT count(*) AS n FROM ${lastRuns}`, { level });
  const others = history.get<{ n: number }>(`SELECT count(*) AS n FROM ${neverPlanned(level).from}`, {
    level,
  });
  return (runs?.n ?? 0) + (others?.n ?? 0);
}

/** All of them, a few at a time: what was planned in the order of its runs, then what never was. */
export function* membersOf(history: History, level: Grouping): Generator<Member> {
  const runs = (after: number) =>
    history.all<Omit<Member, 'run'> & { id: string; number: number }>(pageOfRuns, { level, after });
  for (let page = runs(0); page.length > 0; page = runs(page.at(-1)?.number ?? 0)) {
    for (const { id, number, ...member } of page) yield { ...member, run: { id, number } };
  }
  const others = (after: number) =>
    history.all<Omit<Member, 'run'> & { row: number }>(pageOfOthers(level), { level, after });
  for (let page = others(0); page.length > 0; page = others(page.at(-1)?.row ?? 0)) {
    for (const { row: _row, ...member } of page) yield { ...member, run: null };
  }
}
