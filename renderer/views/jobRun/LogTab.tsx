import { Select } from '@mantine/core';
import { IconTerminal2 } from '../../icons/index.ts';
import { useState } from 'react';
import { LogView } from '../../log/index.ts';
import { paths } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './LogTab.module.css';
import type { JobRun } from './types.ts';

/** The output of the last attempt, or of another one. */
export function LogTab({ job }: { job: JobRun }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const last = job.attemptList.at(-1)?.number;
  const toSummary = (
    <WayTo href={paths.jobRun(job.application, job.run, job.id, 'summary')} label={texts.nextSteps.summary} />
  );
  if (last === undefined) {
    return (
      <EmptyNote icon={IconTerminal2} title={texts.jobRun.log.notStarted} text={texts.jobRun.log.emptyText}>
        {toSummary}
      </EmptyNote>
    );
  }
  const attempt = chosen ?? last;
  return (
    <>
      {job.attemptList.length > 1 && (
        <Select
          className={styles.attempt ?? ''}
          size="xs"
          allowDeselect={false}
          aria-label={texts.jobRun.attempts}
          value={String(attempt)}
          onChange={(value) => setChosen(value === null ? null : Number(value))}
          data={job.attemptList.map(({ number, outcome }) => ({
            value: String(number),
            label: `${texts.jobRun.attempt(number)}: ${texts.jobRun.attemptOutcomes[outcome]}`,
          }))}
        />
      )}
      <LogView
        key={attempt}
        application={job.application}
        jobRun={job.id}
        attempt={attempt}
        step={toSummary}
      />
    </>
  );
}
