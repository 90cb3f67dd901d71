import { NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { useRoute } from '../../../engine/index.ts';
import { Field, Part, WholeField } from '../../../forms/index.ts';
import { StateIcon } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './OptionsTab.module.css';
import type { WorkerForm } from './workerForm.ts';

/** Graphics cards for containers. */
export function GpuFields({ form }: { form: WorkerForm }) {
  const words = texts.workerSettings;
  const { usesGpu, gpuDeviceIds } = form.getValues();
  return (
    <Part title={words.gpu}>
      <Field label={words.gpuUse} help={words.gpuUseHelp} controlId="gpu-use">
        <Switch
          id="gpu-use"
          aria-describedby="gpu-use-help"
          {...form.getInputProps('usesGpu', { type: 'checkbox' })}
        />
      </Field>
      {usesGpu && (
        <>
          <NoCards />
          <Field label={words.gpuDriver} help={words.gpuDriverHelp} controlId="gpu-driver">
            <TextInput
              id="gpu-driver"
              aria-describedby="gpu-driver-help"
              {...form.getInputProps('gpuDriver')}
            />
          </Field>
          <Field label={words.gpuCount} help={words.gpuCountHelp} controlId="gpu-count">
            <NumberInput
              id="gpu-count"
              aria-describedby="gpu-count-help"
              placeholder={words.gpuCountPlaceholder}
              min={1}
              max={64}
              allowDecimal={false}
              {...form.getInputProps('gpuCount')}
            />
          </Field>
          <Field label={words.gpuDeviceIds} help={words.gpuDeviceIdsHelp} controlId="gpu-ids">
            <TagsInput
              id="gpu-ids"
              aria-describedby="gpu-ids-help"
              size="sm"
              acceptValueOnBlur
              placeholder={gpuDeviceIds.length === 0 ? words.gpuDeviceIdsPlaceholder : ''}
              {...form.getInputProps('gpuDeviceIds')}
            />
          </Field>
          <Field label={words.gpuCapabilities} help={words.gpuCapabilitiesHelp} controlId="gpu-capabilities">
            <TagsInput
              id="gpu-capabilities"
              aria-describedby="gpu-capabilities-help"
              size="sm"
              acceptValueOnBlur
              {...form.getInputProps('gpuCapabilities')}
            />
          </Field>
        </>
      )}
    </Part>
  );
}

/** Said where Docker has none to hand out. */
function NoCards() {
  const server = useRoute('docker.state', {}).data?.server ?? null;
  if (server === null || server.gpus.nvidia || server.gpus.devices.length > 0) return null;
  return (
    <WholeField>
      <output className={styles.warning} data-state="warning">
        <StateIcon tone="warning" size={14} /> {texts.workerSettings.gpuNone}
      </output>
    </WholeField>
  );
}
