import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { jobFaults } from './jobFaults.ts';
import { count, query } from './query.ts';
import type { Sent } from './send.ts';

/** Longest time that anything may take to come to rest, in milliseconds: then it hangs. */
const patience = 90_000;

/** What came of it, for the table. */
export interface Counts {
  instances: number;
  runs: number;
  jobRuns: number;
  attempts: number;
}

/** Waits until something is so. @throws Error that names it when it hangs */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const begun = performance.now();
  for (;;) {
    try {
      if (await isSo()) return;
    } catch {
      // Not to be read at this moment.
    }
    if (performance.now() - begun > patience) throw new Error(`This never came: ${what}`);
    await delay(50);
  }
}

/** Waits until all that was sent has been processed to its end. */
export async function untilAtRest(bench: Bench, sent: readonly Sent[]): Promise<void> {
  await until('everything that was sent is processed', () => {
    const instances = count(bench, 'SELECT count(*) AS n FROM instance');
    const open = count(
      bench,
      `SELECT (SELECT count(*) FROM arrival WHERE state IN ('collecting', 'complete'))
         + (SELECT count(*) FROM run WHERE delivered_at IS NULL) AS n`,
    );
    return instances === sent.length && open === 0;
  });
}

/**
 * Everything that must be so whatever happened: each instance is in the archive once, each planned job has exactly one
 * recorded outcome behind as many attempts as it may have, post services ran behind everything else, no result belongs to
 * another run, nothing is left half done. Returns what is not.
 * @param options.mayGiveUp the engine ends so often that jobs may be given up for it, which is an outcome as well
 */
export function faultsIn(bench: Bench, sent: readonly Sent[], { mayGiveUp = false } = {}): string[] {
  return [...archiveFaults(bench, sent), ...jobFaults(bench, mayGiveUp), ...patientFaults(bench, sent)];
}

function archiveFaults(bench: Bench, sent: readonly Sent[]): string[] {
  const rows = query<{ uid: string }>(bench, 'SELECT SOPInstanceUID AS uid FROM instance');
  const files = readdirSync(bench.folders.archive, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.dcm'),
  );
  const missing = sent.filter(({ SOPInstanceUID }) => !rows.some(({ uid }) => uid === SOPInstanceUID));
  return [
    rows.length === sent.length ? null : `${sent.length} instances were sent, ${rows.length} have a row`,
    files.length === sent.length
      ? null
      : `${sent.length} instances were sent, ${files.length} files are there`,
    missing.length === 0 ? null : `${missing.length} instances that were sent are missing`,
  ].filter((fault) => fault !== null);
}

/** The newest run of each patient has all of its images. */
function patientFaults(bench: Bench, sent: readonly Sent[]): string[] {
  const rows = query<{ PatientID: string; instances: number }>(
    bench,
    `SELECT PatientID, run.instance_count AS instances FROM run JOIN patient ON patient.key = run.patient_key
     WHERE version = (SELECT max(version) FROM run AS other WHERE other.entity_id = run.entity_id)`,
  );
  const seen = new Map(rows.map(({ PatientID, instances }) => [PatientID, instances]));
  const wanted = new Map<string, number>();
  for (const { PatientID } of sent) wanted.set(PatientID, (wanted.get(PatientID) ?? 0) + 1);
  return [...wanted].flatMap(([patient, number]) =>
    seen.get(patient) === number
      ? []
      : [`the last run of ${patient} saw ${seen.get(patient) ?? 0} of ${number} images`],
  );
}

/** What the history has of the patients of these instances. */
export function countsOf(bench: Bench, sent: readonly Sent[]): Counts {
  const patients = JSON.stringify([...new Set(sent.map(({ PatientID }) => PatientID))]);
  const ofThem = `patient_key IN (SELECT patient.key FROM patient JOIN json_each('${patients}') ON value = PatientID)`;
  const jobRuns = `job_run JOIN run ON run.id = run_id AND ${ofThem}`;
  return {
    instances: count(
      bench,
      `SELECT count(*) AS n FROM instance JOIN series ON series.key = series_key
         JOIN study ON study.key = study_key AND ${ofThem}`,
    ),
    runs: count(bench, `SELECT count(*) AS n FROM run WHERE ${ofThem}`),
    jobRuns: count(bench, `SELECT count(*) AS n FROM ${jobRuns}`),
    attempts: count(bench, `SELECT count(*) AS n FROM ${jobRuns} JOIN attempt ON job_run_key = job_run.key`),
  };
}
