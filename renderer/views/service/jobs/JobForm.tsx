import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useEffectEvent, useState } from 'react';
import type { EngineError, ServiceJob } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { fieldProblems } from '../../../forms/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { JobFieldRow } from './JobFieldRow.tsx';
import styles from './Jobs.module.css';
import { afterSaving, changesOf, jobFields, readParams, valuesOf, type JobValues } from './jobValues.ts';

interface JobFormProps {
  service: string;
  job: ServiceJob;
}

/** What is changed of a job without touching its settings.json. */
export function JobForm({ service, job }: JobFormProps) {
  const application = useApplicationId();
  const words = texts.service.jobs;
  const save = useAction('services.set_options');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const form = useForm<JobValues>({ initialValues: valuesOf(job.definition) });

  function fill(stored: JobValues, shown = stored) {
    form.setInitialValues(stored);
    form.setValues(shown);
    form.resetDirty(stored);
    form.clearErrors();
  }
  // They may be changed elsewhere while they are shown.
  const follow = useEffectEvent((definition: ServiceJob['definition']) => {
    if (!form.isDirty()) fill(valuesOf(definition));
  });
  useEffect(() => follow(job.definition), [job.definition]);

  function send(input: ReturnType<typeof changesOf> | { changes: object; reset: 'all' }) {
    setProblem(null);
    const sent = form.getValues();
    save.mutate(
      { application, name: service, job: job.jobName, ...input },
      {
        onSuccess: (detail) => {
          const now = detail.jobList.find(({ jobName }) => jobName === job.jobName);
          if (now !== undefined) {
            const stored = valuesOf(now.definition);
            fill(stored, afterSaving(sent, form.getValues(), stored));
          }
          notifyDone(words.saved);
        },
        onError: (error) => {
          const atFields = [...fieldProblems(error)].flatMap(([path, text]) => {
            const field = jobFields.find((one) => path.split('.').includes(one));
            return field === undefined ? [] : [[field, text] as const];
          });
          form.setErrors(Object.fromEntries(atFields));
          if (atFields.length === 0) setProblem(error);
        },
      },
    );
  }
  function submit(values: JobValues) {
    if (readParams(values.params) === undefined) {
      form.setErrors({ params: words.noObject });
      return;
    }
    send(changesOf(job, values, form.getInitialValues()));
  }
  const differing = jobFields.filter((field) => field in job.changes).length;
  return (
    <form className={styles.form} onSubmit={form.onSubmit(submit)} noValidate>
      <div className={styles.fields}>
        {jobFields.map((field) => (
          <JobFieldRow key={field} field={field} job={job} form={form} />
        ))}
      </div>
      {problem !== null && <ErrorNote error={problem} />}
      <div className={styles.foot}>
        {form.isDirty() && (
          <>
            <Button type="submit" size="sm" loading={save.isPending}>
              {words.save}
            </Button>
            <Button variant="default" size="sm" onClick={() => fill(valuesOf(job.definition))}>
              {words.discard}
            </Button>
            <span className={styles.lead}>{words.unsaved}</span>
          </>
        )}
        {!form.isDirty() && differing > 0 && (
          <>
            <span className={styles.lead}>{words.changed(differing)}</span>
            <Button
              variant="default"
              loading={save.isPending}
              onClick={() => send({ changes: {}, reset: 'all' })}
            >
              {words.resetAll}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
