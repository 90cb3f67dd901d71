import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { JsonObject } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { paths } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, notifyError, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { readParams } from './readParams.ts';
import { ScratchResult } from './ScratchResult.tsx';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** Tries the job with other parameters on the same input, and shows what is otherwise. */
export function TrialTab({ job }: { job: JobRun }) {
  const { application, service } = job;
  const words = texts.research;
  const start = useAction('scratch.start', notifyError);
  const [text, setText] = useState(() => JSON.stringify(job.params ?? {}, null, 2));
  const params = readParams(text);

  function run(service: string, values: JsonObject) {
    start.mutate({ application, service, run: job.run, job: job.jobName, params: values });
  }
  if (service === null) {
    return (
      <EmptyNote title={words.noTrial} text={words.noTrialText}>
        <WayTo
          href={paths.jobRun(job.application, job.run, job.id, 'definition')}
          label={texts.nextSteps.definition}
        />
      </EmptyNote>
    );
  }
  return (
    <Section
      title={words.tryTitle}
      actions={
        <Button
          size="compact-sm"
          disabled={params === null}
          loading={start.isPending}
          onClick={() => params !== null && run(service, params)}
        >
          {words.tryStart}
        </Button>
      }
    >
      <p className={styles.note}>{words.tryHelp}</p>
      <Textarea
        label={words.tryParams}
        description={words.tryParamsHelp}
        value={text}
        autosize
        minRows={3}
        maxRows={16}
        spellCheck={false}
        classNames={{ input: styles.code ?? '' }}
        error={params === null ? words.tryInvalid : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {start.data !== undefined && <ScratchResult application={application} scratch={start.data.id} />}
    </Section>
  );
}
