import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useEffectEvent, useState } from 'react';
import type { EngineError, WorkerDetail, WorkerOptions } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { SaveBar } from '../../../forms/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { notifyDone, notifyError } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { EnvFields } from './EnvFields.tsx';
import { GpuFields } from './GpuFields.tsx';
import { LimitFields } from './LimitFields.tsx';
import { MountFields } from './MountFields.tsx';
import styles from './OptionsTab.module.css';
import { chosenOf, readValues, valuesOf, type WorkerValues } from './optionValues.ts';
import { ReachFields } from './ReachFields.tsx';

/** What the containers of a worker get. */
export function OptionsTab({ worker }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const words = texts.workerSettings;
  const save = useAction('workers.set_options');
  const [problem, setProblem] = useState<EngineError | null>(null);
  const form = useForm<WorkerValues>({
    initialValues: valuesOf(worker.options),
    validate: (values) => readValues(values, words.twice).problems ?? {},
    validateInputOnBlur: true,
  });

  function fill(stored: WorkerOptions) {
    form.setInitialValues(valuesOf(stored));
    form.setValues(valuesOf(stored));
    form.resetDirty();
    form.clearErrors();
  }
  // They may be changed elsewhere while they are shown: saved as a whole, what is stale would undo that.
  const follow = useEffectEvent((stored: WorkerOptions) => {
    if (!form.isDirty()) fill(stored);
  });
  useEffect(() => follow(worker.options), [worker.options]);

  function submit(values: WorkerValues) {
    const { options } = readValues(values, words.twice);
    if (options === null) return;
    setProblem(null);
    save.mutate(
      { application, worker: worker.name, options: chosenOf(options, worker.settings) },
      {
        onSuccess: (stored) => {
          fill(stored.options);
          notifyDone(words.saved);
        },
        onError: setProblem,
      },
    );
  }
  function restore() {
    save.mutate(
      { application, worker: worker.name, options: null },
      {
        onSuccess: (stored) => {
          fill(stored.options);
          notifyDone(words.restored);
        },
        onError: notifyError,
      },
    );
  }
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <div className={styles.head}>
        <p className={styles.lead}>{words.lead}</p>
        <Button variant="default" loading={save.isPending} onClick={restore}>
          {words.restore}
        </Button>
      </div>
      <LimitFields form={form} />
      <ReachFields form={form} />
      <MountFields form={form} />
      <EnvFields form={form} />
      <GpuFields form={form} />
      <SaveBar
        changed={form.isDirty()}
        saving={save.isPending}
        problem={problem}
        onDiscard={() => {
          fill(worker.options);
          setProblem(null);
        }}
      />
    </form>
  );
}
