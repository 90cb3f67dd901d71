import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RepeatCheck } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { notifyDone, notifyError, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ScratchResult } from './ScratchResult.tsx';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** Runs it again with the code, parameters and input of an attempt; says first what would be otherwise. */
export function AgainPart({ job, attempt }: { job: JobRun; attempt: number }) {
  const { application } = job;
  const words = texts.research;
  const check = useAction('scratch.check_again', notifyError);
  const again = useAction('scratch.again', notifyError);
  const keep = useAction('golden.add', notifyError);
  const [found, setFound] = useState<RepeatCheck | null>(null);
  const start = (anyway: boolean) => {
    setFound(null);
    again.mutate({ application, jobRun: job.id, attempt, anyway });
  };

  function look() {
    check.mutate(
      { application, jobRun: job.id, attempt },
      {
        onSuccess: (seen) => {
          if (seen.missing.length === 0 && seen.differences.length === 0) start(false);
          else setFound(seen);
        },
      },
    );
  }
  return (
    <Section
      title={words.again}
      actions={
        <>
          {job.state === 'succeeded' && attempt === job.attempts && job.service !== null && (
            <Button
              variant="default"
              size="compact-sm"
              loading={keep.isPending}
              onClick={() =>
                keep.mutate(
                  { application, jobRun: job.id },
                  { onSuccess: () => notifyDone(words.keptGolden) },
                )
              }
            >
              {words.keepGolden}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            loading={check.isPending || again.isPending}
            onClick={look}
          >
            {words.again}
          </Button>
        </>
      }
    >
      {found !== null && (
        <div aria-live="polite">
          <p className={styles.message}>
            {found.missing.length > 0 ? words.againImpossible : words.againDiffers}
          </p>
          <ul>
            {[...found.missing, ...found.differences].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {found.missing.length === 0 && (
            <Button size="compact-sm" onClick={() => start(true)}>
              {words.againAnyway}
            </Button>
          )}
        </div>
      )}
      {again.data !== undefined && <ScratchResult application={application} scratch={again.data.id} />}
    </Section>
  );
}
