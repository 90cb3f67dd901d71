import { NumberInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ApplicationDetail } from '../../../contract/index.ts';
import { Field, Part, PathInput } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { OptionValues } from './optionValues.ts';
import { RuntimeState } from './RuntimeState.tsx';

interface PythonFieldsProps {
  form: UseFormReturnType<OptionValues>;
  runtime: ApplicationDetail['runtime'];
  /** Where jobs run: containers have a Python and a number of jobs of their own. */
  kind: ApplicationDetail['options']['runtime'];
}

/** What runs jobs, and within which bounds. */
export function PythonFields({ form, runtime, kind }: PythonFieldsProps) {
  const words = texts.settings;
  return (
    <Part title={words.python}>
      <RuntimeState runtime={runtime} />
      {kind === 'local' && (
        <>
          <Field label={words.pythonPath} help={words.pythonPathHelp} controlId="python">
            <PathInput
              id="python"
              aria-describedby="python-help"
              what="python"
              placeholder={words.pythonPlaceholder}
              chooseText={words.choosePython}
              chooseLabel={words.choosePythonLabel}
              {...form.getInputProps('python')}
            />
          </Field>
          <Field label={words.slots} help={words.slotsHelp} controlId="slots">
            <NumberInput
              id="slots"
              aria-describedby="slots-help"
              placeholder={words.slotsPlaceholder}
              min={1}
              max={64}
              allowDecimal={false}
              {...form.getInputProps('slots')}
            />
          </Field>
        </>
      )}
      <Field label={words.callbackTimeout} help={words.callbackTimeoutHelp} controlId="callback-timeout">
        <NumberInput
          id="callback-timeout"
          aria-describedby="callback-timeout-help"
          suffix={words.seconds}
          min={1}
          max={3600}
          {...form.getInputProps('callbackTimeoutSeconds')}
        />
      </Field>
      <Field label={words.logLimit} help={words.logLimitHelp} controlId="log-limit">
        <NumberInput
          id="log-limit"
          aria-describedby="log-limit-help"
          suffix={words.mebibytes}
          min={1}
          max={1024}
          {...form.getInputProps('logLimitMebibytes')}
        />
      </Field>
    </Part>
  );
}
