import path from 'node:path';
import type { JobRunDetail } from '../../contract/index.ts';
import { duration, printable, table } from '../../main/cli/terminal/index.ts';
import type { Walk } from './walk.ts';

/** The walk for people: studies, jobs, where the results lie. */
export function describeWalk({ studies, runs, jobs, succeeded }: Walk): string {
  const studyTable = table(
    ['DATE', 'STUDY', 'MODALITY', 'SERIES', 'IMAGES'],
    studies.map((study) => [
      study.StudyDate,
      study.StudyDescription,
      study.ModalitiesInStudy.join(', '),
      String(study.seriesCount),
      String(study.instanceCount),
    ]),
  );
  const jobTable = table(
    ['JOB', 'STATE', 'DURATION', 'FILES', 'RESULT'],
    jobs.map((job) => [
      job.jobName,
      job.state,
      duration(job.startedAt === null || job.finishedAt === null ? null : job.finishedAt - job.startedAt),
      String(job.files.length),
      outcome(job),
    ]),
  );
  const pages = jobs.flatMap((job) =>
    job.files
      .filter((file) => file.path.endsWith('.html'))
      .map((file) => `\n  ${path.join(job.dataFolder, ...file.path.split('/'))}`),
  );
  const problems = jobs.flatMap((job) =>
    job.error?.traceback ? [`\n\n${job.jobName}:\n${job.error.traceback}`] : [],
  );
  const warnings = runs.flatMap((run) =>
    run.warnings.map((warning) => `\nWarning: ${printable(warning.message)}`),
  );
  const places = runs.map((run) => `\nResults of run ${run.number}: ${run.dataFolder}`);
  const verdict = succeeded ? 'All jobs succeeded.' : 'Not every job succeeded.';
  return [
    `\n${studyTable}\n\n${jobTable}\n`,
    ...problems,
    ...warnings,
    ...places,
    ...(pages.length > 0 ? ['\nOpen in a browser:', ...pages] : []),
    `\n${verdict}`,
  ].join('');
}

function outcome(job: JobRunDetail): string {
  return job.error?.message ?? job.reason?.message ?? JSON.stringify(job.result);
}
