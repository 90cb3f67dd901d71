import { formatDuration } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import {
  CodeBlock,
  EmptyNote,
  JsonTree,
  KeyValues,
  Section,
  StateBadge,
  type Tone,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

type Answer = NonNullable<JobRun['callbackAnswer']>;

const tones: Record<Answer['kind'], Tone> = { accepted: 'succeeded', declined: 'skipped', failed: 'failed' };

/** What the callback answered when it was asked whether the job is wanted. */
export function CallbackTab({ job }: { job: JobRun }) {
  const words = texts.jobRun.callback;
  const answer = job.callbackAnswer;
  if (answer === null) {
    return (
      <EmptyNote title={words.none} text={words.noneText}>
        <WayTo
          href={paths.jobRun(job.application, job.run, job.id, 'definition')}
          label={texts.nextSteps.definition}
        />
      </EmptyNote>
    );
  }
  return (
    <>
      <Section
        title={texts.jobRun.tabs.callback}
        mark={<StateBadge tone={tones[answer.kind]} label={words.kinds[answer.kind]} />}
      >
        <KeyValues
          pairs={[
            [
              words.function,
              <span key="function" className={styles.code}>
                {job.callback}
              </span>,
            ],
            [words.duration, formatDuration(answer.durationMs)],
            ...(answer.message === null ? [] : [[words.message, answer.message] as [string, string]]),
          ]}
        />
        {answer.traceback !== null && <CodeBlock text={answer.traceback} label={texts.jobRun.traceback} />}
      </Section>
      <Section title={texts.jobRun.injected}>
        {job.injected === null ? (
          <p className={styles.nothing}>{words.nothingInjected}</p>
        ) : (
          <JsonTree value={job.injected} label={texts.jobRun.injected} />
        )}
      </Section>
      <Section title={words.printed}>
        {answer.output === '' ? (
          <p className={styles.nothing}>{words.nothingPrinted}</p>
        ) : (
          <CodeBlock text={answer.output} label={words.printed} />
        )}
      </Section>
    </>
  );
}
