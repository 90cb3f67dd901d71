import type { RunSummary } from '../../contract/index.ts';
import { Ago, Elapsed, PatientName, runTones, StateBadge, type Column } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { JobsBar } from './JobsBar.tsx';
import { RunName } from './RunName.tsx';

/** What a list says of a run. */
export const runColumns: Record<
  'run' | 'patient' | 'content' | 'jobs' | 'state' | 'created' | 'duration',
  Column<RunSummary>
> = {
  run: {
    id: 'run',
    header: texts.runs.columnRun,
    width: '92px',
    cell: (run) => <RunName run={run} />,
  },
  patient: {
    id: 'patient',
    header: texts.runs.columnPatient,
    width: 'minmax(0, 2fr)',
    cell: (run) => <PatientName PatientName={run.PatientName} PatientID={run.PatientID} />,
  },
  content: {
    id: 'content',
    header: texts.runs.columnContent,
    width: 'minmax(0, 1.3fr)',
    wideOnly: true,
    cell: (run) => [texts.common.studies(run.studyCount), texts.common.images(run.instanceCount)].join(', '),
  },
  jobs: {
    id: 'jobs',
    header: texts.runs.columnJobs,
    width: 'minmax(90px, 1fr)',
    cell: (run) => <JobsBar run={run} />,
  },
  state: {
    id: 'state',
    header: texts.runs.columnState,
    width: '104px',
    cell: (run) => <StateBadge tone={runTones[run.state]} label={texts.common.runStates[run.state]} plain />,
  },
  created: {
    id: 'created',
    header: texts.runs.columnCreated,
    width: '130px',
    wideOnly: true,
    cell: (run) => <Ago at={run.createdAt} />,
  },
  duration: {
    id: 'duration',
    header: texts.runs.columnDuration,
    width: '110px',
    end: true,
    cell: (run) => <Elapsed from={run.createdAt} to={run.finishedAt} />,
  },
};
