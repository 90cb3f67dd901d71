import type { History } from '../database/index.ts';
import type { RunSeries } from '../provenance/index.ts';
import { writeWordsOfRuns } from '../runWords/index.ts';

/** Writes by what lists find a run: modalities of its input, and whose it is. Must be called inside `write`. */
export function recordFinding(history: History, number: number, input: readonly RunSeries[]): void {
  history.run(
    `INSERT INTO run_modality (modality, run_number)
     SELECT DISTINCT Modality, ? FROM series WHERE Modality <> '' AND key IN (SELECT value FROM json_each(?))`,
    [number, JSON.stringify(input.map(({ key }) => key))],
  );
  writeWordsOfRuns(history, { run: number });
}
