import { Button } from '@mantine/core';
import type { ScratchJob } from '../../../contract/index.ts';
import { ComparisonView } from '../../comparison/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { Answer, CodeBlock, JsonTree, notifyError, ReasonList, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ErrorPart } from './ErrorPart.tsx';
import styles from './parts.module.css';

/** What came of a scratch run, as soon as it has ended. */
export function ScratchResult({ application, scratch }: { application: string; scratch: string }) {
  const query = useRoute('scratch.get', { application, scratch });
  const cancel = useAction('tasks.cancel', notifyError);
  return (
    <Answer query={query}>
      {({ state, problem, jobs, dataFolder }) =>
        state === 'running' ? (
          <>
            <output>{problem ?? texts.research.tryRunning}</output>{' '}
            <Button
              variant="default"
              size="compact-sm"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ application, task: scratch })}
            >
              {texts.imports.stop('scratch')}
            </Button>
          </>
        ) : (
          <>
            {problem !== null && <p className={styles.message}>{problem}</p>}
            {jobs.map((job) => (
              <JobOutcome key={`${job.jobName} ${job.entity?.key ?? ''}`} job={job} />
            ))}
            <p className={styles.note}>
              {texts.research.tryFiles}: <span className={styles.code}>{dataFolder}</span>
            </p>
          </>
        )
      }
    </Answer>
  );
}

function JobOutcome({ job }: { job: ScratchJob }) {
  const words = texts.research;
  return (
    <>
      {job.reason !== null && <ReasonList reasons={[job.reason]} />}
      {job.error !== null && <ErrorPart error={job.error} />}
      <Section title={words.comparison}>
        {job.comparison === null ? (
          <p className={styles.nothing}>{words.notCompared}</p>
        ) : (
          <ComparisonView comparison={job.comparison} />
        )}
      </Section>
      {job.state === 'succeeded' && (
        <Section title={words.result}>
          <JsonTree value={job.result} label={words.result} />
        </Section>
      )}
      {job.output !== '' && (
        <Section title={words.output}>
          <CodeBlock text={job.output} label={words.output} />
        </Section>
      )}
    </>
  );
}
