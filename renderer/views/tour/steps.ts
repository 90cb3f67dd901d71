import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import type { StepId } from '../../tour/index.ts';
import type { Progress } from './useProgress.ts';

/** A stop of the tour. */
export interface Step {
  /** Where it is; null while that is not known yet. */
  path: (application: string, progress: Progress) => string | null;
  /** What it is about on the page; the whole page where that is not there (yet). */
  target: string;
  /** What has to happen before it goes on; nothing where it is left out. */
  awaits?: (progress: Progress) => boolean;
  /** How that stands, in words. */
  status?: (progress: Progress) => string;
}

const words = texts.tour.status;

/** The job whose result is shown: the one that ended last, which others gave what they had made. */
const shownJob = ({ jobs }: Progress) =>
  jobs.toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0)).at(0);

export const steps: Record<StepId, Step> = {
  application: { path: (application) => paths.overview(application), target: 'aside nav' },
  services: { path: (application) => paths.services(application), target: 'main article, main li, main' },
  arrival: {
    path: (application) => paths.imports(application),
    target: 'main table, main',
    awaits: ({ task }) => task !== null && task.state !== 'running',
    status: ({ task, images }) => {
      if (task === null || task.state === 'running') return words.arriving(task?.done ?? 0);
      return task.problem ?? words.arrived(images);
    },
  },
  complete: {
    path: (application) => paths.overview(application),
    target: 'main section:has([role="timer"]), main section',
    awaits: ({ run }) => run !== null,
    status: ({ run }) => (run === null ? words.counting : words.planned(run.number)),
  },
  run: {
    path: (application, { run }) => (run === null ? null : paths.run(application, run.id)),
    target: 'main .react-flow__nodes, main table',
    awaits: ({ run }) => run !== null && run.state !== 'active',
    status(progress) {
      if (progress.run !== null && progress.run.state !== 'active') return words.ended;
      return progress.isStuck ? words.noPython : words.running(progress.ended, progress.jobs.length);
    },
  },
  result: {
    path(application, progress) {
      const job = shownJob(progress);
      return job === undefined ? null : paths.jobRun(application, job.run, job.id);
    },
    target: 'main section[tabindex="-1"]',
  },
  studies: { path: (application) => paths.studies(application), target: 'main table, main [role="table"]' },
  flow: { path: (application) => paths.flow(application), target: 'main .react-flow' },
  end: { path: (application) => paths.overview(application), target: 'aside' },
};
