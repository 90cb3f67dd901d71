import type { Grouping } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { nobody } from '../../dicom/index.ts';

/** A patient, study or series that a replay asks about. */
export interface Member {
  level: Grouping;
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

/** Whose data it is. */
type Whose = keyof typeof ofWhom;
const ofWhom = {
  anybody: '',
  identified: `AND patient.id <> '${nobody}'`,
  nobody: `AND patient.id = '${nobody}'`,
};

export function pageOfRuns(whose: Whose): string {
  return `SELECT run.entity_id AS key, patient.PatientID, patient.PatientName, run.id, run.number
    FROM ${lastRuns} ${ofWhom[whose]} AND run.number > :after ORDER BY run.number LIMIT ${pageSize}`;
}

export function pageOfOthers(level: Grouping, whose: Whose): string {
  const { from, entity } = neverPlanned(level);
  return `SELECT ${entity}.id AS key, patient.PatientID, patient.PatientName, ${entity}.key AS row FROM ${from}
    ${ofWhom[whose]} AND ${entity}.key > :after ORDER BY ${entity}.key LIMIT ${pageSize}`;
}

/** By which level whose data is gathered: what came without a PatientID by study at most. */
function partsOf(grouping: Grouping): { level: Grouping; whose: Whose }[] {
  if (grouping !== 'patient') return [{ level: grouping, whose: 'anybody' }];
  return [
    { level: 'patient', whose: 'identified' },
    { level: 'study', whose: 'nobody' },
  ];
}

/** How many there are. */
export function countMembers(history: History, grouping: Grouping): number {
  const counts = partsOf(grouping).flatMap(({ level, whose }) =>
    [lastRuns, neverPlanned(level).from].map(
      (from) =>
        history.get<{ n: number }>(`SELECT count(*) AS n FROM ${from} ${ofWhom[whose]}`, { level })?.n ?? 0,
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** All of them, a few at a time: what was planned in the order of its runs, then what never was. */
export function* membersOf(history: History, grouping: Grouping): Generator<Member> {
  for (const part of partsOf(grouping)) yield* membersOfPart(history, part);
}

function* membersOfPart(
  history: History,
  { level, whose }: { level: Grouping; whose: Whose },
): Generator<Member> {
  const runs = (after: number) =>
    history.all<Omit<Member, 'run' | 'level'> & { id: string; number: number }>(pageOfRuns(whose), {
      level,
      after,
    });
  for (let page = runs(0); page.length > 0; page = runs(page.at(-1)?.number ?? 0)) {
    for (const { id, number, ...member } of page) yield { level, ...member, run: { id, number } };
  }
  const others = (after: number) =>
    history.all<Omit<Member, 'run' | 'level'> & { row: number }>(pageOfOthers(level, whose), {
      level,
      after,
    });
  for (let page = others(0); page.length > 0; page = others(page.at(-1)?.row ?? 0)) {
    for (const { row: _row, ...member } of page) yield { level, ...member, run: null };
  }
}
