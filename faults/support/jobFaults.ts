import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runFolders } from '../../main/engine/context/index.ts';
import type { Bench } from './bench.ts';
import { count, query } from './query.ts';

interface JobRunRow {
  runId: string;
  jobName: string;
  /** Series that it is about; null where it is about all that arrived. */
  series: string | null;
  state: string;
  result: string | null;
  PatientID: string;
  /** Code of why it was skipped. */
  why: string | null;
  runState: string;
  seriesOfRun: number;
  instancesOfRun: number;
  /** Paths of its result files in the data folder, apart by commas. */
  files: string | null;
  /** As the job run counts them. */
  attempts: number;
  attemptRows: number;
  succeeded: number;
  failed: number;
  interrupted: number;
  open: number;
  isGivenUp: number;
}

/** Of one run, and so of one patient. */
const jobsOfEachRun = ['measure', 'report', 'unsteady', 'together', 'last'];
const retries = 2;

const resultSchema = z.object({
  patient: z.string(),
  series: z.string().optional(),
  images: z.number().optional(),
  told: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])).optional(),
});

const wasGivenUp = "job_run.state = 'failed' AND job_run.error ->> 'type' = 'Interrupted' AND attempts >= 5";

/** Job runs that were given up because the engine ended under them again and again. */
export function givenUp(bench: Bench): number {
  return count(bench, `SELECT count(*) AS n FROM job_run WHERE ${wasGivenUp}`);
}

/** What is not so of the job runs that must be, see `faultsIn`. */
export function jobFaults(bench: Bench, mayGiveUp: boolean): string[] {
  const attemptsThat = (which: string) =>
    `(SELECT count(*) FROM attempt WHERE job_run_key = job_run.key AND ${which})`;
  const rows = query<JobRunRow>(
    bench,
    `SELECT job_run.run_id AS runId, job_name AS jobName, job_run.entity_id AS series, job_run.state, job_run.result,
       PatientID, job_run.reason ->> 'code' AS why, run.state AS runState, run.series_count AS seriesOfRun,
       run.instance_count AS instancesOfRun, attempts,
       (SELECT group_concat(path) FROM result_file WHERE job_run_key = job_run.key) AS files, ${attemptsThat('1')} AS attemptRows,
       ${attemptsThat("outcome = 'succeeded'")} AS succeeded, ${attemptsThat("outcome = 'failed'")} AS failed,
       ${attemptsThat("outcome = 'interrupted'")} AS interrupted, ${attemptsThat("outcome = 'running'")} AS open,
       coalesce(${wasGivenUp}, 0) AS isGivenUp
     FROM job_run JOIN run ON run.id = job_run.run_id JOIN patient ON patient.key = run.patient_key
     ORDER BY job_run.key`,
  );
  return groupBy(rows, (row) => row.runId).flatMap(([, ofRun]) => [
    ...planFaults(ofRun),
    ...ofRun.flatMap((row) => (mayGiveUp && row.isGivenUp === 1 ? [] : outcomeFaults(bench, row, ofRun))),
  ]);
}

/** Every job is planned once, that of series once for each. */
function planFaults(ofRun: readonly JobRunRow[]): string[] {
  const { PatientID = '', seriesOfRun = 0 } = ofRun[0] ?? {};
  const planned = ofRun.map(({ jobName }) => jobName).toSorted();
  const wanted = [...jobsOfEachRun, ...Array.from({ length: seriesOfRun }, () => 'part')].toSorted();
  const series = new Set(ofRun.flatMap((row) => row.series ?? []));
  if (isDeepStrictEqual(planned, wanted) && series.size === seriesOfRun) return [];
  return [`a run of ${PatientID} with ${seriesOfRun} series has the jobs ${planned.join(', ')}`];
}

function outcomeFaults(bench: Bench, row: JobRunRow, ofRun: readonly JobRunRow[]): string[] {
  const about = `${row.jobName} of ${row.PatientID}`;
  const found: string[] = [];
  if (row.open > 0) found.push(`${about} has an attempt without an end`);
  if (row.attempts !== row.attemptRows)
    found.push(`${about} counts ${row.attempts} attempts and has ${row.attemptRows}`);
  if (row.state === 'skipped') {
    // For want of a job that is named itself, or for a run of more images.
    const isMeant =
      row.runState === 'replaced' || (row.why === 'dependency-failed' && row.jobName !== 'last');
    return isMeant ? found : [...found, `${about} was skipped as ${row.why}`];
  }
  if (row.jobName === 'unsteady') found.push(...retryFaults(about, row));
  if (isNeverSteady(row) && row.state === 'failed') return found;
  if (row.state !== 'succeeded') return [...found, `${about} ended as ${row.state}`];
  if (row.succeeded !== 1) found.push(`${about} has ${row.succeeded} attempts that succeeded`);
  return [...found, ...resultFaults(about, row, ofRun), ...fileFaults(about, row, bench)];
}

/** The job that is tried again fails always for every other patient, else only at its first attempt. */
function isNeverSteady({ jobName, PatientID }: JobRunRow): boolean {
  return jobName === 'unsteady' && Number(PatientID.split('-')[1]) % 2 === 0;
}

/** As often as its retries say, whatever interrupted it in between: no failure is forgotten, none counted twice. */
function retryFaults(about: string, row: JobRunRow): string[] {
  const counted = `${about} failed ${row.failed} times and was interrupted ${row.interrupted} times`;
  if (isNeverSteady(row)) {
    const isRight = row.state === 'failed' && row.failed === retries + 1;
    return isRight ? [] : [`${counted}, and ended as ${row.state}`];
  }
  // An attempt that was interrupted may have left its file.
  const isRight = row.failed <= 1 && row.failed + row.interrupted >= 1;
  return isRight || row.state !== 'succeeded' ? [] : [counted];
}

function resultFaults(about: string, row: JobRunRow, ofRun: readonly JobRunRow[]): string[] {
  const parsed = resultSchema.safeParse(JSON.parse(row.result ?? 'null'));
  const result = parsed.data;
  if (result?.patient !== row.PatientID) return [`${about} has the result of somebody else`];
  if (row.jobName === 'part' && (result.series !== row.series || row.series === null))
    return [`${about} has the result of another series`];
  if (row.jobName === 'together' && result.images !== row.instancesOfRun)
    return [`${about} counted ${result.images} of ${row.instancesOfRun} images`];
  if (row.jobName === 'last' && !isDeepStrictEqual(result.told, toldOf(ofRun)))
    return [
      `${about} was told ${JSON.stringify(result.told)}, and so it is: ${JSON.stringify(toldOf(ofRun))}`,
    ];
  return [];
}

/** Ends of all jobs before the post service, as it is told of them when they have ended. */
function toldOf(ofRun: readonly JobRunRow[]): z.infer<typeof resultSchema>['told'] {
  const before = groupBy(
    ofRun.filter(({ jobName }) => jobName !== 'last'),
    ({ jobName }) => jobName,
  );
  return Object.fromEntries(
    before.map(([jobName, ofName]) => [
      jobName,
      ofName[0]?.series == null
        ? (ofName[0]?.state ?? '')
        : Object.fromEntries(ofName.map(({ series, state }) => [series ?? '', state])),
    ]),
  );
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups];
}

function fileFaults(about: string, row: JobRunRow, bench: Bench): string[] {
  const name = [row.jobName, row.series].filter((part) => part !== null).join('-');
  const file = path.join(runFolders(bench.folders, row.runId).data, `${name}.json`);
  if (!existsSync(file)) return [`${about} left no file`];
  if (row.files !== path.basename(file)) return [`${about} is told to have left ${row.files ?? 'nothing'}`];
  return readFileSync(file, 'utf8').includes(`"${row.PatientID}"`)
    ? []
    : [`the file of ${about} is somebody else's`];
}
