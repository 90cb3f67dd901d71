import type { Chosen, ChosenCounts, Grouping } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { storedId } from './storedId.ts';

const levels = { patients: 'patient', studies: 'study', series: 'series' } as const satisfies Record<
  keyof Chosen,
  Grouping
>;
const parts = ['patients', 'studies', 'series'] as const satisfies readonly (keyof Chosen)[];

/**
 * What somebody chose by identifier, PatientID or UID, all of it by identifier and each once.
 * @throws EngineError `not-found`; `validation-failed` where a UID stands for several
 */
export function identifyChosen(history: History, chosen: Chosen): Chosen {
  const identified: Chosen = { patients: [], studies: [], series: [] };
  for (const part of parts) {
    const names = [...new Set(chosen[part])];
    const known = new Set(
      history
        .all<{ id: string }>(`SELECT id FROM ${levels[part]} WHERE id IN (SELECT value FROM json_each(?))`, [
          JSON.stringify(names),
        ])
        .map(({ id }) => id),
    );
    const ids = names.map((name) => (known.has(name) ? name : storedId(history, levels[part], name)));
    identified[part] = [...new Set(ids)];
  }
  return identified;
}

/** Series (row keys) with instances, in ascending order: for `chosenSeries`, or behind WITH by that name. */
const seriesOfChosen = `SELECT series.key FROM json_each(:patients) AS wanted
    CROSS JOIN patient ON patient.id = wanted.value CROSS JOIN study ON study.patient_key = patient.key
    CROSS JOIN series ON series.study_key = study.key
  UNION SELECT series.key FROM json_each(:studies) AS wanted
    CROSS JOIN study ON study.id = wanted.value CROSS JOIN series ON series.study_key = study.key
  UNION SELECT series.key FROM json_each(:series) AS wanted CROSS JOIN series ON series.id = wanted.value`;
const withChosen = `WITH chosen AS MATERIALIZED (${seriesOfChosen})`;

/** A query over the series that were chosen: `FROM chosen` has their row keys as `key`. */
export function overChosen(query: string): string {
  return `${withChosen} ${query}`;
}

/** What `overChosen` binds. */
export function chosenParameters(chosen: Chosen): { patients: string; studies: string; series: string } {
  return {
    patients: JSON.stringify(chosen.patients),
    studies: JSON.stringify(chosen.studies),
    series: JSON.stringify(chosen.series),
  };
}

/** The series (row keys) of what was chosen by identifiers that still have instances. */
export function chosenSeries(history: History, chosen: Chosen): number[] {
  const rows = history.all<{ key: number }>(
    overChosen(`SELECT series.key FROM chosen CROSS JOIN series ON series.key = chosen.key
      WHERE series.instance_count > 0 ORDER BY series.study_key, series.key`),
    chosenParameters(chosen),
  );
  return rows.map(({ key }) => key);
}

/** What a task about it is called, in words. */
export function chosenInWords({ studies, series }: Pick<ChosenCounts, 'studies' | 'series'>): string {
  return `${studies} ${studies === 1 ? 'study' : 'studies'}, ${series} series`;
}

/** How much is chosen, by the counts of its series. */
export function countChosen(history: History, chosen: Chosen): ChosenCounts {
  return (
    history.get<ChosenCounts>(
      overChosen(`SELECT count(DISTINCT study.patient_key) AS patients, count(DISTINCT study.key) AS studies,
          count(*) AS series, coalesce(sum(series.instance_count), 0) AS instances,
          coalesce(sum(series.bytes), 0) AS bytes
        FROM chosen CROSS JOIN series ON series.key = chosen.key CROSS JOIN study ON study.key = series.study_key
        WHERE series.instance_count > 0`),
      chosenParameters(chosen),
    ) ?? { patients: 0, studies: 0, series: 0, instances: 0, bytes: 0 }
  );
}
