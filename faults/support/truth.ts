import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { runFolders } from '../../main/engine/context/index.ts';
import type { Bench } from './bench.ts';
import type { Sent } from './send.ts';

/** Longest time that anything may take to come to rest, in milliseconds: then it hangs. */
const patience = 90_000;

const resultSchema = z.object({ patient: z.string() });

/** What came of it, for the table. */
export interface Counts {
  instances: number;
  runs: number;
  jobRuns: number;
  attempts: number;
}

/** Reads the history beside the engine. */
export function query<Row>(bench: Bench, sql: string): Row[] {
  const connection = new Sqlite(bench.folders.historyFile, { readonly: true });
  try {
    return connection.prepare<[], Row>(sql).all();
  } finally {
    connection.close();
  }
}

const count = (bench: Bench, sql: string) => query<{ n: number }>(bench, sql)[0]?.n ?? 0;

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

interface JobRunRow {
  id: string;
  runId: string;
  jobName: string;
  state: string;
  result: string | null;
  PatientID: string;
  /** Code of why it was skipped. */
  why: string | null;
  runState: string;
  succeeded: number;
  open: number;
}

/**
 * Everything that must be so whatever happened: each instance is in the archive once, each planned job has exactly one
 * recorded outcome, no result belongs to another run, nothing is left half done. Returns what is not.
 * @param options.mayGiveUp the engine ends so often that jobs may be given up for it, which is an outcome as well
 */
export function faultsIn(bench: Bench, sent: readonly Sent[], { mayGiveUp = false } = {}): string[] {
  return [...archiveFaults(bench, sent), ...jobFaults(bench, mayGiveUp), ...patientFaults(bench, sent)];
}

/** Job runs that were given up because the engine ended under them again and again. */
export function givenUp(bench: Bench): number {
  return count(bench, `SELECT count(*) AS n FROM job_run WHERE ${wasGivenUp}`);
}
const wasGivenUp = "job_run.state = 'failed' AND job_run.error ->> 'type' = 'Interrupted' AND attempts >= 5";

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

function jobFaults(bench: Bench, mayGiveUp: boolean): string[] {
  const rows = query<JobRunRow>(
    bench,
    `SELECT job_run.id, job_run.run_id AS runId, job_name AS jobName, job_run.state, job_run.result, PatientID,
       job_run.reason ->> 'code' AS why, run.state AS runState,
       (SELECT count(*) FROM attempt WHERE job_run_key = job_run.key AND outcome = 'succeeded') AS succeeded,
       (SELECT count(*) FROM attempt WHERE job_run_key = job_run.key AND outcome = 'running') AS open
     FROM job_run JOIN run ON run.id = job_run.run_id JOIN patient ON patient.key = run.patient_key
     WHERE NOT (${Number(mayGiveUp)} AND coalesce(${wasGivenUp}, 0))`,
  );
  return rows.flatMap((row) => {
    const about = `${row.jobName} of ${row.PatientID}`;
    if (row.state === 'skipped') {
      // For want of a job that is named itself, or for a run of more images.
      const isMeant = row.why === 'dependency-failed' || row.runState === 'replaced';
      return isMeant ? [] : [`${about} was skipped as ${row.why}`];
    }
    if (row.state !== 'succeeded') return [`${about} ended as ${row.state}`];
    const found: string[] = [];
    if (row.succeeded !== 1) found.push(`${about} has ${row.succeeded} attempts that succeeded`);
    if (row.open > 0) found.push(`${about} has an attempt without an end`);
    if (patientOf(row.result) !== row.PatientID) found.push(`${about} has the result of somebody else`);
    const file = path.join(runFolders(bench.folders, row.runId).data, `${row.jobName}.json`);
    if (!existsSync(file)) found.push(`${about} left no file`);
    else if (!readFileSync(file, 'utf8').includes(`"${row.PatientID}"`))
      found.push(`the file of ${about} is somebody else's`);
    return found;
  });
}

function patientOf(result: string | null): string | null {
  const parsed = resultSchema.safeParse(JSON.parse(result ?? 'null'));
  return parsed.success ? parsed.data.patient : null;
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
