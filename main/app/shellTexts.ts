/** What the program says outside its window: tray, notifications. */
export const shellTexts = {
  failedRun: {
    title: (application: string) => `A run failed: ${application}`,
    body: ({ number, failedJobs, who }: { number: number; failedJobs: number; who: string }) =>
      `Run ${number}${who === '' ? '' : ` of ${who}`}: ${failedJobs} ${failedJobs === 1 ? 'job' : 'jobs'} failed.`,
  },
  finishedRun: {
    title: (application: string) => `A run is finished: ${application}`,
    body: ({ number, who }: { number: number; who: string }) =>
      `Run ${number}${who === '' ? '' : ` of ${who}`} has ended.`,
  },
  failedRuns: (count: number) => `${count} ${count === 1 ? 'run' : 'runs'} failed.`,
  finishedRuns: (count: number) => `${count} ${count === 1 ? 'run has' : 'runs have'} ended.`,
  fullDisk: {
    title: (application: string) => `The disk is full: ${application}`,
    body: (gigabytes: number) =>
      `${gigabytes.toFixed(1)} GB are free. No DICOM is taken, and no job begins, until there is space again.`,
  },
  lowDisk: {
    title: (application: string) => `The disk is nearly full: ${application}`,
    body: (gigabytes: number) => `${gigabytes.toFixed(1)} GB are free.`,
  },
  stillRuns: {
    title: 'DCM Processor goes on in the background',
    body: 'Its icon in the tray, or starting it again, brings the window back.',
  },
  tray: {
    open: 'Open DCM Processor',
    pause: 'Pause all jobs',
    resume: 'Resume all jobs',
    quit: 'Quit',
    noEngine: 'The engine does not run',
    paused: 'Paused',
    idle: 'Nothing to do',
    busy: (running: number, queued: number) =>
      queued === 0 ? `${running} running` : `${running} running, ${queued} waiting`,
    stopped: 'All applications are stopped',
  },
};
