import { NumberInput, SegmentedControl, Switch } from '@mantine/core';
import type { ApplicationDetail } from '../../../contract/index.ts';
import { Field, Part, OptionsFormFrame, useOptionsForm, WholeField } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import {
  completenessProblems,
  fieldOf,
  optionsOf,
  valuesOf,
  type CompletenessValues,
} from './completenessValues.ts';
import { LateFields } from './LateFields.tsx';
import { MissingFields } from './MissingFields.tsx';
import { QuietTimes } from './QuietTimes.tsx';

/** All that decides when an arrival is complete. */
export function CompletenessForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.completeness;
  const part = useOptionsForm<CompletenessValues>({
    options: detail.options,
    valuesOf,
    optionsOf,
    fieldOf,
    validate: completenessProblems,
  });
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <Part title={words.arrival}>
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
      <Part title={words.complete}>
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
        <WholeField>
          <QuietTimes form={form} />
        </WholeField>
        <Field label={words.atAssociationEnd} help={words.atAssociationEndHelp} controlId="association-end">
          <Switch
            id="association-end"
            aria-describedby="association-end-help"
            {...form.getInputProps('atAssociationEnd', { type: 'checkbox' })}
          />
        </Field>
        <Field
          label={words.atExpectedInstances}
          help={words.atExpectedInstancesHelp}
          controlId="expected-instances"
        >
          <Switch
            id="expected-instances"
            aria-describedby="expected-instances-help"
            {...form.getInputProps('atExpectedInstances', { type: 'checkbox' })}
          />
        </Field>
      </Part>
      <MissingFields form={form} peers={detail.options.peers.map(({ name }) => name)} />
      <LateFields form={form} />
    </OptionsFormFrame>
  );
}
