import type { Chosen, DeletionPreview } from '../../../contract/index.ts';
import { arrivingWithin } from '../completeness/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { chosenParameters, countChosen, overChosen } from '../history/index.ts';
import { usesOf } from './uses.ts';

/** Runs that are named of many. */
const named = 20;

/** Behind it: runs that had something of the chosen as input. */
const runsAbout = (columns: string, more: string) =>
  overChosen(`SELECT ${columns} FROM (SELECT DISTINCT run_study.run_id AS id FROM chosen
      CROSS JOIN series ON series.key = chosen.key CROSS JOIN run_study ON run_study.study_key = series.study_key)
      AS about CROSS JOIN run ON run.id = about.id ${more}`);

const activeRuns = runsAbout('run.id, run.number', "WHERE run.state = 'active' ORDER BY run.number");
const allRuns = runsAbout('run.id, run.number', 'ORDER BY run.number');
const countRuns = runsAbout('count(*) AS n', '');
const inputCopies = runsAbout(
  'count(*) AS runs, sum(run_size.inputs) AS bytes, count(run_size.run_id) AS measured',
  `LEFT JOIN run_size ON run_size.run_id = run.id WHERE run.state <> 'active' AND coalesce(run_size.inputs, 1) > 0`,
);

/** Runs about what was chosen that have not ended, in the order in which they began. */
export function activeRunsOf(history: History, chosen: Chosen): { id: string; number: number }[] {
  return history.all(activeRuns, chosenParameters(chosen));
}

/** Runs about what was chosen, in the order in which they began. */
export function runsOf(history: History, chosen: Chosen): { id: string; number: number }[] {
  return history.all(allRuns, chosenParameters(chosen));
}

/** The largest row key of an instance now. */
export function lastInstance(history: History): number {
  return history.get<{ key: number | null }>('SELECT max(key) AS key FROM instance')?.key ?? 0;
}

/** What deleting would do. @param chosen by identifier */
export function previewDeletion(
  { history }: ApplicationContext,
  chosen: Chosen,
  hasOrthanc: boolean,
): DeletionPreview {
  const parameters = chosenParameters(chosen);
  const active = activeRunsOf(history, chosen);
  const copies = history.get<{ runs: number; bytes: number | null; measured: number }>(
    inputCopies,
    parameters,
  );
  return {
    goes: countChosen(history, chosen),
    arriving: arrivingWithin(history, chosen).length,
    runsKept: history.get<{ n: number }>(countRuns, parameters)?.n ?? 0,
    inputCopies: {
      runs: copies?.runs ?? 0,
      bytes: copies === undefined || copies.measured < copies.runs ? null : (copies.bytes ?? 0),
    },
    activeRuns: active.slice(0, named),
    activeRunCount: active.length,
    inUse: usesOf(history, chosen),
    staysInOrthanc: hasOrthanc,
    upTo: lastInstance(history),
  };
}
