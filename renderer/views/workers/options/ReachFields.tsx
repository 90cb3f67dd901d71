import { Switch, TagsInput } from '@mantine/core';
import { Field, Part } from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';
import type { WorkerForm } from './workerForm.ts';

/** What containers are let do beyond their own jobs. */
export function ReachFields({ form }: { form: WorkerForm }) {
  const words = texts.workerSettings;
  const { capabilities } = form.getValues();
  return (
    <Part title={words.reach}>
      <Field label={words.network} help={words.networkHelp} controlId="network">
        <Switch
          id="network"
          aria-describedby="network-help"
          {...form.getInputProps('network', { type: 'checkbox' })}
        />
      </Field>
      <Field label={words.capabilities} help={words.capabilitiesHelp} controlId="capabilities">
        <TagsInput
          id="capabilities"
          aria-describedby="capabilities-help"
          size="sm"
          acceptValueOnBlur
          placeholder={capabilities.length === 0 ? words.capabilitiesPlaceholder : ''}
          {...form.getInputProps('capabilities')}
        />
      </Field>
    </Part>
  );
}
