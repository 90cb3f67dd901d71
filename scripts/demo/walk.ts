import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../contract/index.ts';
import type { EngineClient, JobRunDetail, RunDetail, StudySummary } from '../../contract/index.ts';
import type { Output } from '../../main/cli/terminal/index.ts';
import { followRuns, followTask, newestRunNumber, runsAfter } from '../../main/link/index.ts';
import { templatesFolder } from '../../main/platform/index.ts';
import { samplePatient, writePatients } from '../phantom/index.ts';

const applicationName = 'Demo';
const bundledServices = ['series_report', 'intensity_preview'];

/** What came of the walk. */
export interface Walk {
  application: string;
  studies: StudySummary[];
  runs: RunDetail[];
  jobs: JobRunDetail[];
  /** Every job of every run succeeded, and there was at least one. */
  succeeded: boolean;
}

/** Takes the sample patient from files to results, whatever an earlier call has left. */
export async function walkSamplePatient(client: EngineClient, home: string, output: Output): Promise<Walk> {
  const application = await demoApplication(client, output);
  for (const name of bundledServices) {
    const folder = path.join(templatesFolder(), 'services', name);
    await client.request('services.install', { application, path: folder, replace: true });
  }
  output.note(`Installed the services ${bundledServices.join(' and ')}.`);

  const patient = samplePatient();
  const folder = await sampleFolder(home, output);
  const before = await lastEndedRunNumber(client, application);
  const started = await client.request('imports.start', { application, paths: [folder] });
  const task = await followTask(client, application, started, output);
  if (task.state !== 'succeeded') {
    throw new EngineError('disk-failed', task.problem ?? 'The sample patient could not be imported.');
  }
  output.note(`Imported ${task.counts.new} new images; ${task.counts['already-there']} were there already.`);

  const studies = await studiesOf(client, application, patient.PatientID);
  await processPatient(client, application, studies);
  await followRuns(client, application, output);
  const runs = await runsAfter(client, application, before);
  const jobs: JobRunDetail[] = [];
  for (const { jobRuns } of runs) {
    for (const { id } of jobRuns)
      jobs.push(await client.request('job_runs.get', { application, jobRun: id }));
  }
  const succeeded = jobs.length > 0 && jobs.every((job) => job.state === 'succeeded');
  return { application, studies, runs, jobs, succeeded };
}

async function demoApplication(client: EngineClient, output: Output): Promise<string> {
  const applications = await client.request('applications.list', {});
  const existing = applications.find((one) => one.name === applicationName);
  if (existing !== undefined) return existing.id;
  const created = await client.request('applications.create', { name: applicationName });
  output.note(`Created the application "${applicationName}" in ${created.folder}.`);
  return created.id;
}

/** The folder with the sample patient's files; it is complete if it exists at all. */
async function sampleFolder(home: string, output: Output): Promise<string> {
  const folder = path.join(home, 'sample-patient');
  if (existsSync(folder)) return folder;
  const incomplete = `${folder}.part`;
  await rm(incomplete, { recursive: true, force: true });
  const written = await writePatients([samplePatient()], incomplete, {
    onFile: ({ files }) => output.progress(`Generating the sample patient: ${files} images`),
  });
  await rename(incomplete, folder);
  output.note(`Generated a sample patient of ${written.files} images in ${folder}.`);
  return folder;
}

async function studiesOf(
  client: EngineClient,
  application: string,
  PatientID: string,
): Promise<StudySummary[]> {
  const { rows } = await client.request('studies.list', { application, search: PatientID });
  return rows
    .filter((study) => study.PatientID === PatientID)
    .sort((a, b) => a.StudyDate.localeCompare(b.StudyDate));
}

/** Number of the last run that has ended; one that a killed call has left unfinished goes on and is waited for. */
async function lastEndedRunNumber(client: EngineClient, application: string): Promise<number> {
  const { rows } = await client.request('runs.list', { application, states: ['active'], limit: 500 });
  const oldest = rows.at(-1);
  return oldest === undefined ? newestRunNumber(client, application) : oldest.number - 1;
}

/** Processes what has arrived; where nothing did and nothing is unfinished, the patient as the archive holds it. */
async function processPatient(
  client: EngineClient,
  application: string,
  studies: readonly StudySummary[],
): Promise<void> {
  const [study] = studies;
  if (study === undefined) {
    throw new EngineError('not-found', 'The archive does not list the sample patient.');
  }
  await client.request('arrivals.process_now', { application });
  const arrivals = await client.request('arrivals.list', { application });
  const active = await client.request('runs.list', { application, states: ['active'], limit: 1 });
  if (arrivals.length > 0 || active.total > 0) return;
  await client.request('arrivals.reprocess', { application, level: 'patient', key: study.patient });
}
