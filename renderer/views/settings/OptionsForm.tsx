import type { ApplicationDetail } from '../../../contract/index.ts';
import { SaveBar, useOptionsForm } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { HeaderFields } from './HeaderFields.tsx';
import { fieldOfOption, optionsOf, valuesOf } from './optionValues.ts';
import { PythonFields } from './PythonFields.tsx';

function numberNeeded(value: number | string): string | null {
  return value === '' ? texts.settings.numberNeeded : null;
}

/** Options of the application that belong to no view of their own. They are stored together, once one wants them so. */
export function OptionsForm({ detail }: { detail: ApplicationDetail }) {
  const { form, submit, saving, problem, discard } = useOptionsForm({
    options: detail.options,
    valuesOf,
    optionsOf,
    fieldOf: (path) => fieldOfOption[path.split(/[.[]/)[0] ?? ''],
    validate: {
      callbackTimeoutSeconds: numberNeeded,
      logLimitMebibytes: numberNeeded,
    },
  });

  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <PythonFields form={form} runtime={detail.runtime} kind={detail.options.runtime} />
      <HeaderFields form={form} />
      <SaveBar changed={form.isDirty()} saving={saving} problem={problem} onDiscard={discard} />
    </form>
  );
}
