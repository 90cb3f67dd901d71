import type { JobRunSummary } from '../../../contract/index.ts';
import { stateInWords } from '../../jobs/index.ts';
import { Ago, Elapsed, PatientName, StateBadge, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** What the list of all jobs says of one. */
export const jobRunColumns: Column<JobRunSummary>[] = [
  {
    id: 'job',
    header: texts.runs.columnJob,
    width: 'minmax(0, 1.6fr)',
    cell: (job) => job.jobName,
  },
  {
    id: 'state',
    header: texts.runs.columnState,
    width: '150px',
    cell: (job) => <StateBadge tone={job.state} label={stateInWords(job)} plain />,
  },
  {
    id: 'service',
    header: texts.runs.columnService,
    width: 'minmax(0, 1fr)',
    wideOnly: true,
    cell: (job) => job.service ?? texts.common.none,
  },
  {
    id: 'patient',
    header: texts.runs.columnPatient,
    width: 'minmax(0, 1.6fr)',
    cell: (job) => <PatientName PatientName={job.PatientName} PatientID={job.PatientID} />,
  },
  {
    id: 'run',
    header: texts.runs.columnRun,
    width: '72px',
    cell: (job) => texts.common.runName(job.runNumber),
  },
  {
    id: 'created',
    header: texts.runs.columnCreated,
    width: '130px',
    wideOnly: true,
    cell: (job) => <Ago at={job.createdAt} />,
  },
  {
    id: 'duration',
    header: texts.runs.columnDuration,
    width: '92px',
    end: true,
    cell: (job) => <Elapsed from={job.startedAt} to={job.finishedAt} />,
  },
];
