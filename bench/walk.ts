/**
 * `npm run bench -- walk [--json]`: import of CT slices beside `cp -r` plus `sync` and beside `dcmdump` over the same
 * files, in turn; the time from the last file imported to the first line of worker code; no-op jobs per second.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { loadPatients, writePatients } from '../scripts/phantom/index.ts';
import type { PatientPlan } from '../scripts/phantom/index.ts';
import { flushDisks, median, rounded, runProgram, spread, timed, withBench } from './support/index.ts';
import type { Bench } from './support/index.ts';

const options = new Command('npm run bench -- walk')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--files <n>', 'CT slices to import', Number, 2000)
  .option('--rounds <n>', 'times that each import and its peers are measured', Number, 3)
  .parse()
  .opts<{ json: boolean; files: number; rounds: number }>();
const { files: fileCount, rounds } = options;

/** Long enough that nothing is processed while an import is measured, in seconds. */
const never = 86_400;
/** Quiet time of the second series of starts, in seconds. */
const quietSeconds = 1;
const starts = 15;
const noOpJobs = 400;

const say = (text: string) => process.stderr.write(`${text}\n`);

const report = await withBench('walk', async (bench) => {
  const imports = await measureImport(bench);
  const withoutQuiet = await measureStart(bench, 0);
  say(`Last file to first line of worker code, without quiet time: ${spread(withoutQuiet)} ms`);
  const withQuiet = await measureStart(bench, quietSeconds);
  say(`… with a quiet time of ${quietSeconds} s: ${spread(withQuiet)} ms`);
  const jobsPerSecond = await measureJobs(bench);
  say(`No-op jobs: ${jobsPerSecond.toFixed(0)} per second (${noOpJobs} jobs of one run)`);
  const peakRssMb = await bench.peakEngineMemory();
  say(`Peak memory of the engine: ${peakRssMb.toFixed(0)} MB`);
  return {
    importFilesPerSecond: rounded(fileCount / (median(imports.importMs) / 1000), 1),
    // Time of the import by time of the copy: 1 is as fast as cp, 2 takes twice as long.
    ratio: { importVsCp: rounded(median(imports.importMs) / median(imports.copyMs), 2) },
    lastFileToStartMs: rounded(median(withoutQuiet), 1),
    jobsPerSecond: rounded(jobsPerSecond, 1),
    peakRssMb: rounded(peakRssMb, 1),
  };
});
process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);

/** Imports the same files into a new application each round, in turn with its peers. The files are in memory for all. */
async function measureImport(bench: Bench): Promise<{ importMs: number[]; copyMs: number[] }> {
  const source = path.join(bench.folder, 'source');
  const copy = path.join(bench.folder, 'copy');
  const { files, bytes } = await writePatients(loadPatients({ slices: fileCount, size: 512 }), source);
  say(`${files} CT slices of ${Math.round(bytes / files / 1000)} KB, ${rounds} rounds, median (range):`);
  const importMs: number[] = [];
  const copyMs: number[] = [];
  const dumpMs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await flushDisks();
    copyMs.push(
      await timed(async () => {
        await runProgram('cp', ['-r', source, copy]);
        await flushDisks();
      }),
    );
    await rm(copy, { recursive: true });
    await flushDisks();

    const application = await bench.createApplication(`Import ${round}`, { quietSeconds: never });
    importMs.push(await timed(() => bench.importNew(application, source, fileCount)));
    await flushDisks();

    const dumped = await timed(() => runProgram('dcmdump', ['-q', '+sd', '+r', source])).catch(
      () => undefined,
    );
    if (dumped !== undefined) dumpMs.push(dumped);
  }
  await rm(source, { recursive: true });
  const rate = (milliseconds: readonly number[]) =>
    spread(milliseconds.map((one) => fileCount / (one / 1000)));
  say(`  import       ${rate(importMs)} files per second`);
  say(`  cp -r, sync  ${rate(copyMs)}`);
  say(dumpMs.length > 0 ? `  dcmdump      ${rate(dumpMs)}` : '  dcmdump      is not installed');
  return { importMs, copyMs };
}

/** Milliseconds from the moment a patient's last file was archived to the first line of its worker. */
async function measureStart(bench: Bench, quiet: number): Promise<number[]> {
  const application = await bench.createApplication(`Start ${quiet}`, { quietSeconds: quiet });
  await bench.installService(application, { name: 'clock', jobs: 1, worker: 'return time.time() * 1000' });
  const delays: number[] = [];
  // The first one starts the Python runtime and is not counted.
  for (let index = 0; index <= starts; index += 1) {
    const source = path.join(bench.folder, `patient-${quiet}-${index}`);
    await writePatients(onePatient(`START-${quiet}-${index}`), source);
    const before = await bench.newestRunNumber(application);
    await bench.importNew(application, source, 1);
    const [run] = await bench.runsSince(application, before);
    const [jobRun] = run?.jobRuns ?? [];
    const [study] = run?.studies ?? [];
    if (jobRun?.state !== 'succeeded' || study === undefined) {
      throw new Error(`The job of patient ${index} did not succeed: ${JSON.stringify(run)}`);
    }
    const { result } = await bench.client.request('job_runs.get', { application, jobRun: jobRun.id });
    const { lastInstanceAt } = await bench.client.request('studies.get', { application, study: study.id });
    if (index > 0) delays.push(Number(result) - lastInstanceAt);
  }
  return delays;
}

/** Jobs that do nothing, all of one run: from the first one queued to the last one's end. */
async function measureJobs(bench: Bench): Promise<number> {
  const application = await bench.createApplication('Jobs', { quietSeconds: 0 });
  await bench.installService(application, { name: 'nothing', jobs: noOpJobs, worker: 'return None' });
  const source = path.join(bench.folder, 'patient-of-jobs');
  await writePatients(onePatient('JOBS'), source);
  await bench.importNew(application, source, 1);
  const [run] = await bench.runsSince(application, 0);
  const jobRuns = run?.jobRuns ?? [];
  if (jobRuns.length !== noOpJobs || jobRuns.some((job) => job.state !== 'succeeded')) {
    throw new Error(`Of ${noOpJobs} jobs not all succeeded: ${JSON.stringify(run?.jobCounts)}`);
  }
  const first = Math.min(...jobRuns.map((job) => job.queuedAt ?? Infinity));
  const last = Math.max(...jobRuns.map((job) => job.finishedAt ?? 0));
  return noOpJobs / ((last - first) / 1000);
}

/** A patient of one small image. */
function onePatient(PatientID: string): PatientPlan[] {
  return loadPatients({ slices: 1 }).map((patient) => ({ ...patient, PatientID }));
}
