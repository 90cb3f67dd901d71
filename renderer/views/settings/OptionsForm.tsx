import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { ApplicationDetail, EngineError } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { fieldProblems } from '../../forms/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ArrivalFields } from './ArrivalFields.tsx';
import { HeaderFields } from './HeaderFields.tsx';
import styles from './OptionsForm.module.css';
import { fieldOfOption, optionsOf, valuesOf, type OptionValues } from './optionValues.ts';
import { PythonFields } from './PythonFields.tsx';

function numberNeeded(value: number | string): string | null {
  return value === '' ? texts.settings.numberNeeded : null;
}

/** The options of the application. They are stored together, once one wants them so. */
export function OptionsForm({ detail }: { detail: ApplicationDetail }) {
  const application = useApplicationId();
  const save = useAction('applications.set_options');
  const [other, setOther] = useState<EngineError | null>(null);
  const form = useForm<OptionValues>({
    initialValues: valuesOf(detail.options),
    validate: {
      quietSeconds: numberNeeded,
      callbackTimeoutSeconds: numberNeeded,
      logLimitMebibytes: numberNeeded,
    },
  });

  function submit(values: OptionValues) {
    setOther(null);
    save.mutate(
      { application, options: optionsOf(values) },
      {
        onSuccess: (stored) => {
          form.setInitialValues(valuesOf(stored.options));
          form.setValues(valuesOf(stored.options));
          form.resetDirty();
          notifyDone(texts.settings.saved);
        },
        onError: (error) => {
          const atFields = [...fieldProblems(error)].flatMap(([path, words]) => {
            const field = fieldOfOption[path.replace(/^options\./, '').split(/[.[]/)[0] ?? ''];
            return field === undefined ? [] : [[field, words] as const];
          });
          form.setErrors(Object.fromEntries(atFields));
          if (atFields.length === 0) setOther(error);
        },
      },
    );
  }

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <ArrivalFields form={form} />
      <PythonFields form={form} runtime={detail.runtime} />
      <HeaderFields form={form} />
      {(form.isDirty() || other !== null) && (
        <div className={styles.bar}>
          {other === null ? (
            <span className={styles.words}>{texts.settings.unsaved}</span>
          ) : (
            <div className={styles.words}>
              <ErrorNote error={other} />
            </div>
          )}
          <Button
            variant="default"
            size="sm"
            onClick={() => {
              form.reset();
              setOther(null);
            }}
          >
            {texts.settings.discard}
          </Button>
          <Button type="submit" size="sm" loading={save.isPending}>
            {texts.settings.save}
          </Button>
        </div>
      )}
    </form>
  );
}
