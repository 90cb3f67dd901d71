import { ActionIcon, Tooltip } from '@mantine/core';
import { useRoute } from '../../../engine/index.ts';
import { IconPlayerPlay } from '../../../icons/index.ts';
import { stateInWords } from '../../../jobs/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { WayTo } from '../../../nextSteps/index.ts';
import {
  Answer,
  DataTable,
  Elapsed,
  EmptyNote,
  PatientName,
  Section,
  StateBadge,
} from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Development.module.css';
import { useRunAgain } from './useRunAgain.ts';

/** Job runs shown; the list of all jobs has the others. */
const mostShown = 10;

/** What came of the service last, and the way to run it again on the same patient. */
export function RecentJobs({ service }: { service: string }) {
  const application = useApplicationId();
  const words = texts.service.dev;
  const jobs = useRoute('job_runs.list', { application, service, limit: mostShown });
  const { runAgain, isPending } = useRunAgain(service);
  return (
    <Section title={words.recentTitle}>
      <Answer query={jobs}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyNote title={words.recentEmpty}>
              <WayTo href={paths.studies(application)} label={texts.nextSteps.studies} />
            </EmptyNote>
          ) : (
            <DataTable
              label={words.recentTable}
              rows={rows}
              rowId={({ id }) => id}
              href={({ id, run }) => paths.jobRun(application, run, id)}
              columns={[
                { id: 'job', header: words.columnJob, cell: ({ jobName }) => jobName },
                {
                  id: 'state',
                  header: words.columnState,
                  width: '150px',
                  cell: (job) => <StateBadge tone={job.state} label={stateInWords(job)} plain />,
                },
                {
                  id: 'patient',
                  header: words.columnPatient,
                  cell: (job) => <PatientName PatientName={job.PatientName} PatientID={job.PatientID} />,
                },
                {
                  id: 'run',
                  header: words.columnRun,
                  width: '76px',
                  cell: ({ runNumber }) => texts.common.runName(runNumber),
                },
                {
                  id: 'took',
                  header: words.columnTook,
                  width: '88px',
                  end: true,
                  cell: ({ startedAt, finishedAt }) => <Elapsed from={startedAt} to={finishedAt} />,
                },
                {
                  id: 'again',
                  header: words.columnAgain,
                  width: '62px',
                  end: true,
                  cell: ({ PatientID }) => (
                    <Tooltip label={words.runAgain}>
                      <ActionIcon
                        className={styles.again}
                        aria-label={words.runAgainOf(PatientID)}
                        disabled={isPending || PatientID === ''}
                        onClick={() => runAgain(PatientID)}
                      >
                        <IconPlayerPlay size={15} />
                      </ActionIcon>
                    </Tooltip>
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}
