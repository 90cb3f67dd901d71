import { Link } from 'wouter';
import type { ProcessedJob, ProcessedRun } from '../../contract/index.ts';
import { formatDateTime } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { DataTable, Elapsed, ReasonList, runTones, StateBadge } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { JobFiles } from './JobFiles.tsx';
import { JobResult } from './JobResult.tsx';
import styles from './studyWork.module.css';

/** One run of a study: its jobs with what came of each. */
export function ProcessedRunPart({ run }: { run: ProcessedRun }) {
  const words = texts.studyWork;
  const application = useApplicationId();
  const title = words.runTitle(run.number, run.version);
  return (
    <div>
      <div className={styles.runHead}>
        <h3 className={styles.runTitle}>
          <Link href={paths.run(application, run.id)}>{title}</Link>
        </h3>
        <StateBadge tone={runTones[run.state]} label={texts.common.runStates[run.state]} plain />
        <span className={styles.quiet}>{formatDateTime(run.createdAt)}</span>
        <span className={styles.quiet}>
          <Elapsed from={run.createdAt} to={run.finishedAt} />
        </span>
      </div>
      {run.warnings.length > 0 && <ReasonList reasons={run.warnings} />}
      {run.jobs.length === 0 ? (
        <p className={styles.lead}>{words.noJobs}</p>
      ) : (
        <DataTable
          label={title}
          rows={run.jobs}
          rowId={(job) => job.id}
          href={(job) => paths.jobRun(application, run.id, job.id)}
          columns={[
            { id: 'job', header: texts.run.columnJob, width: '200px', cell: jobInWords },
            {
              id: 'state',
              header: texts.run.columnState,
              width: '118px',
              cell: ({ state }) => <StateBadge tone={state} label={texts.common.jobRunStates[state]} plain />,
            },
            {
              id: 'result',
              header: words.columnResult,
              cell: (job) => <JobResult job={job} />,
            },
            {
              id: 'files',
              header: words.columnFiles,
              width: '220px',
              cell: (job) => <JobFiles run={run.id} job={job} />,
            },
            {
              id: 'service',
              header: texts.run.columnService,
              width: '180px',
              wideOnly: true,
              cell: (job) => <ServiceOf job={job} />,
            },
          ]}
        />
      )}
      {run.jobCount > run.jobs.length && (
        <p className={styles.lead}>{words.moreJobs(run.jobCount - run.jobs.length)}</p>
      )}
    </div>
  );
}

function jobInWords({ jobName, entity }: ProcessedJob): string {
  return entity === null ? jobName : `${jobName} · ${entity}`;
}

/** Which version of which service ran with which parameters. */
function ServiceOf({ job }: { job: ProcessedJob }) {
  const words = texts.studyWork;
  const { service, serviceVersion, params } = job;
  const text = params === null ? '' : JSON.stringify(params);
  return (
    <>
      {service ?? texts.common.none}{' '}
      {serviceVersion !== null && <code className={styles.quiet}>{serviceVersion.slice(0, 8)}</code>}
      {text !== '' && text !== '{}' && (
        <code className={styles.value} title={text}>
          <span className="unseen">{words.params}: </span>
          {text}
        </code>
      )}
    </>
  );
}
