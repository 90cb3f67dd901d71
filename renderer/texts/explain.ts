import { counted } from './locale.ts';

/** Why jobs would run on something, or not. */
export const explain = {
  title: 'Why (not)?',
  lead: 'Asks the filters and the callbacks of all services what would become of it now. Nothing is run.',
  ask: 'Explain',
  askAgain: 'Explain again',
  waiting: 'Asking filters and callbacks…',
  gathered: {
    patient: (PatientID: string, studies: number) =>
      `It is gathered with its patient ${PatientID}: ${counted(studies, 'study', 'studies')}`,
    study: (_PatientID: string, _studies: number) => 'It is gathered as a study',
    series: (_PatientID: string, _studies: number) => 'A series, gathered by itself',
  },
  counts: (series: number, images: number) =>
    `${counted(series, 'series', 'series')}, ${counted(images, 'image', 'images')}`,
  states: {
    collecting: 'Still arriving',
    waiting: 'Complete, waits to be planned',
    'put-aside': 'Put aside, processed only by hand',
    settled: 'Nothing of it waits',
  },
  missingTitle: 'Missing',
  nothingMissing: 'Nothing is missing.',
  warningsTitle: 'Noticed',
  filtersTitle: 'Filters',
  filtersOff: 'The filters are off: everything is handed on. Switched on, they would do this:',
  seriesLabel: 'What the filters do to each series',
  jobsTitle: 'Jobs',
  noJobs: 'No service is installed.',
  noJobsText: 'Only services run jobs: without one, images are kept and nothing is done with them.',
  columnJob: 'Job',
  columnService: 'Service',
  columnOutcome: 'Would',
  columnWhy: 'Why',
  columnWaitsFor: 'Waits for',
  columnSaid: 'Callback',
  outcomes: { runs: 'run', declined: 'not run: declined', skipped: 'not run: skipped' },
  said: 'What it printed',
};
