import type { JobRunState } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';
import { searchWords } from '../../dicom/index.ts';

/** A job run as it was filled in, to compare with what is found. */
export interface FilledJobRun {
  key: number;
  run: number;
  jobName: string;
  service: string | null;
  channel: string;
  state: JobRunState;
  modalities: string[];
  createdAt: number;
  /** What of its run and error can be searched. */
  runText: string;
  errorText: string;
}

const states: readonly JobRunState[] = [
  'waiting',
  'queued',
  'running',
  'failed',
  'cancelled',
  'timed-out',
  'skipped',
];
const definition = JSON.stringify({
  jobName: 'a',
  worker: 'a.worker',
  callback: 'a.callback',
  pad: 'x'.repeat(400),
});

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1_103_515_245 + 12_345) % 2_147_483_648;
    return at / 2_147_483_648;
  };
}

/**
 * Fills a history with runs of a few job runs each, as planning and dispatch would leave them: mostly succeeded, a minute
 * apart, of many patients.
 * @param perRun job runs of each, or of the one with a number
 */
export function fillHistory(
  history: History,
  runs: number,
  perRun: number | ((run: number) => number),
  startedAt = 1_700_000_000_000,
): FilledJobRun[] {
  const next = chance(7);
  const filled: FilledJobRun[] = [];
  history.write(() => {
    const patients = Math.max(1, Math.floor(runs / 3));
    for (let patient = 1; patient <= patients; patient += 1) {
      history.run('INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (?, ?, ?, ?, ?)', [
        patient,
        `patient-${patient}`,
        `PID-${patient}`,
        `Person${patient % 97}^Jane`,
        '{}',
      ]);
    }
    for (let run = 1; run <= runs; run += 1) {
      const patient = Math.floor(next() * patients) + 1;
      const createdAt = startedAt + run * 60_000;
      const modality = next() < 0.9 ? 'CT' : next() < 0.99 ? 'MR' : 'PT';
      const description = next() < 0.5 ? 'Thorax' : 'Abdomen';
      const text = searchWords(`Person${patient % 97}^Jane`, `PID-${patient}`, description);
      history.run(
        `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
           last_instance_at, due_at) VALUES (?, 'patient', ?, ?, 'planned', 1, 0, 0, 0)`,
        [`arrival-${run}`, `patient-${patient}`, patient],
      );
      history.run(
        `INSERT INTO run (number, id, arrival_id, level, entity_id, patient_key, state, study_count, series_count,
           instance_count, created_at, finished_at, headers, added_params)
         VALUES (?, ?, ?, 'patient', ?, ?, ?, 1, 1, 1, ?, ?, '{}', '{}')`,
        [
          run,
          `run-${run}`,
          `arrival-${run}`,
          `patient-${patient}`,
          patient,
          next() < 0.1 ? 'failed' : 'succeeded',
          createdAt,
          createdAt + 1000,
        ],
      );
      history.run(
        `INSERT INTO study (key, id, patient_key, StudyInstanceUID, StudyDate, StudyTime, StudyDescription,
           AccessionNumber, tags, modalities, last_instance_at)
         VALUES (?, ?, ?, ?, '', '', ?, '', '{}', ?, 0)`,
        [run, `study-${run}`, patient, `2.25.${run}`, description, modality],
      );
      history.run('INSERT INTO run_study (study_key, run_id, series_count) VALUES (?, ?, 1)', [
        run,
        `run-${run}`,
      ]);
      history.run('INSERT INTO run_modality (modality, run_number) VALUES (?, ?)', [modality, run]);
      history.run('INSERT INTO run_text (rowid, text) VALUES (?, ?)', [run, text]);
      const jobRuns = typeof perRun === 'number' ? perRun : perRun(run);
      for (let position = 0; position < jobRuns; position += 1) {
        const kind = Math.floor(next() * next() * 40);
        const service = kind % 7 === 6 ? null : `service-${kind % 6}`;
        const state = next() < 0.9 ? 'succeeded' : (states[Math.floor(next() * states.length)] ?? 'failed');
        const error =
          state === 'failed'
            ? { type: 'ValueError', message: `no slice ${Math.floor(next() * 1000)} here` }
            : null;
        const { lastInsertRowid: key } = history.run(
          `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
             timeout_ms, state, open_dependencies, created_at, finished_at)
           VALUES (?, ?, ?, ?, ?, 'registry', ?, ?, 0, 1, ?, 0, ?, ?)`,
          [
            `job-${run}-${position}`,
            `run-${run}`,
            position,
            `job-${kind}`,
            service,
            definition,
            `channel-${kind % 5}`,
            state,
            createdAt,
            createdAt + 1000,
          ],
        );
        if (error !== null)
          history.run('UPDATE job_run SET error = ? WHERE key = ?', [JSON.stringify(error), key]);
        filled.push({
          key,
          run,
          jobName: `job-${kind}`,
          service,
          channel: `channel-${kind % 5}`,
          state,
          modalities: [modality],
          createdAt,
          runText: text,
          errorText: error === null ? '' : `${error.type} ${error.message}`.toLowerCase(),
        });
      }
    }
  });
  return filled;
}
