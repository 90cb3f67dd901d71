import type { AskedFrom, Cancelled, Requeued } from '../../contract/index.ts';
import { counted } from './locale.ts';

const jobs = (count: number) => counted(count, 'job', 'jobs');

export const control = {
  cancelRun: 'Cancel run',
  cancelRunTitle: (number: number) => `Cancel run ${number}?`,
  cancelRunText:
    'Jobs that run are ended with all their processes, and what they have worked out so far is lost. Those that wait are not started. Clean-up jobs still run.',
  goBack: 'Keep',
  cancelRunConfirm: 'Cancel run',
  runHasEnded: 'The run has ended: there is nothing to cancel.',
  requeueFailed: 'Requeue failed',
  requeueFailedNone: 'No job of this run failed.',
  requeueReplaced: 'A later version has taken the place of this run.',
  cancelJob: 'Cancel job',
  cancelJobTitle: (job: string) => `Cancel “${job}”?`,
  cancelJobText:
    'It is ended with all its processes, and what it has worked out so far is lost. Jobs that need it are skipped.',
  cancelWaitingText: 'It is not started any more. Jobs that need it are skipped.',
  cancelJobConfirm: 'Cancel job',
  jobHasEnded: 'The job has ended.',
  jobIsEnding: 'It was cancelled and is being ended.',
  requeue: 'Requeue',
  requeueOne: 'This job, and what was skipped for it',
  requeueDown: 'From here down: all that depends on it too',
  requeueTitle: (job: string) => `Run “${job}” and all below it again?`,
  requeueText:
    'Results and errors of earlier attempts stay with the attempt. Files in the data folder stay too, and the new attempts may write over them.',
  requeueConfirm: 'Run again',
  jobHasNotEnded: 'It has not ended yet.',
  jobLeftOut: 'It was left out while the run was planned: mend the cause, then process the data again.',
  ofService: (service: string) => `What can be done with the jobs of ${service}`,
  cancelService: 'Cancel its open jobs…',
  cancelServiceTitle: (service: string) => `Cancel all open jobs of “${service}”?`,
  cancelServiceText:
    'In all runs: jobs that run are ended and what they have worked out so far is lost, those that wait are not started. Jobs of other services that need one of them are skipped.',
  cancelServiceConfirm: 'Cancel jobs',
  requeueService: 'Requeue what failed',
  cancelPlanning: 'Cancel',
  cancelPlanningOf: (who: string) => `Cancel planning: ${who}`,
  planningCancelled: 'It was put aside. It stays in the archive and can be processed later.',
  cancelled: ({ cancelled, ending, skipped, cleanUp }: Cancelled) =>
    cancelled + ending === 0
      ? 'Nothing was open: all of it has ended.'
      : [
          `${jobs(cancelled + ending)} cancelled`,
          ...(ending > 0 ? [`${ending} of them being ended`] : []),
          ...(skipped > 0 ? [`${skipped} skipped for it`] : []),
          ...(cleanUp > 0 ? [`${counted(cleanUp, 'clean-up job', 'clean-up jobs')} left to run`] : []),
        ].join(', ') + '.',
  requeued: ({ requeued, alongside, notes }: Requeued) =>
    requeued === 0
      ? 'Nothing has failed: nothing was requeued.'
      : [
          `${jobs(requeued)} requeued${alongside > 0 ? `, and ${alongside} with ${requeued === 1 ? 'it' : 'them'}` : ''}.`,
          ...notes,
        ].join(' '),
  refused: (count: number) => `${jobs(count)} could not be requeued.`,
  pause: 'Pause',
  pauseApplication: 'Pause all channels',
  pauseChannel: (channel: string) => `Pause “${channel}”`,
  resumeApplication: 'Resume all channels',
  resumeChannel: (channel: string) => `Resume “${channel}”`,
  openIn: (queued: number, running: number) => `${queued} queued, ${running} running`,
  isPaused: 'Paused',
  pausedApplication: (since: string, from: AskedFrom) =>
    `Paused since ${since} (${places[from]}): no job is started. What runs goes on.`,
  pausedChannel: (channel: string, since: string, from: AskedFrom) =>
    `Channel “${channel}” is paused since ${since} (${places[from]}): none of its jobs is started.`,
  resume: 'Resume',
  resumeOf: (channel: string) => `Resume “${channel}”`,
  waits: 'Why it waits',
  interventionsTitle: (count: number) => counted(count, 'change by hand', 'changes by hand'),
};

const places: Record<AskedFrom, string> = {
  window: 'from the window',
  'command-line': 'from the command line',
  program: 'by another program',
};
