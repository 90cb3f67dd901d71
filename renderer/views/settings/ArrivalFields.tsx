import { NumberInput, SegmentedControl } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Field, Part } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { OptionValues } from './optionValues.ts';

/** When something is complete, and what. */
export function ArrivalFields({ form }: { form: UseFormReturnType<OptionValues> }) {
  const words = texts.settings;
  return (
    <Part title={words.arrivals}>
      <Field label={words.quietSeconds} help={words.quietSecondsHelp} controlId="quiet-seconds">
        <NumberInput
          id="quiet-seconds"
          aria-describedby="quiet-seconds-help"
          suffix={words.seconds}
          min={0}
          max={86_400}
          {...form.getInputProps('quietSeconds')}
        />
      </Field>
      <Field label={words.grouping} help={words.groupingHelp}>
        <SegmentedControl
          aria-label={words.grouping}
          fullWidth
          data={[
            { value: 'patient', label: words.groupings.patient },
            { value: 'study', label: words.groupings.study },
            { value: 'series', label: words.groupings.series },
          ]}
          {...form.getInputProps('grouping')}
        />
      </Field>
    </Part>
  );
}
