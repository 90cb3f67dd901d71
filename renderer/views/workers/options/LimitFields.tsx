import { NumberInput } from '@mantine/core';
import { Field, Part } from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';
import type { WorkerForm } from './workerForm.ts';

/** How many containers there are, and how much each may take. */
export function LimitFields({ form }: { form: WorkerForm }) {
  const words = texts.workerSettings;
  return (
    <>
      <Part title={words.containers} place={{ document: 'workers', anchor: 'settingsjson' }}>
        <Field label={words.replicas} help={words.replicasHelp} controlId="replicas">
          <NumberInput
            id="replicas"
            aria-describedby="replicas-help"
            min={0}
            max={64}
            allowDecimal={false}
            {...form.getInputProps('replicas')}
          />
        </Field>
        <Field label={words.slots} help={words.slotsHelp} controlId="worker-slots">
          <NumberInput
            id="worker-slots"
            aria-describedby="worker-slots-help"
            placeholder={words.slotsPlaceholder}
            min={1}
            max={64}
            allowDecimal={false}
            {...form.getInputProps('slots')}
          />
        </Field>
      </Part>
      <Part title={words.limits}>
        <Field label={words.cpus} help={words.cpusHelp} controlId="cpus">
          <NumberInput
            id="cpus"
            aria-describedby="cpus-help"
            placeholder={words.cpusPlaceholder}
            min={0.01}
            step={0.5}
            decimalScale={2}
            {...form.getInputProps('cpus')}
          />
        </Field>
        <Field label={words.memory} help={words.memoryHelp} controlId="memory">
          <NumberInput
            id="memory"
            aria-describedby="memory-help"
            placeholder={words.memoryPlaceholder}
            suffix={words.memorySuffix}
            min={6}
            step={256}
            decimalScale={3}
            {...form.getInputProps('memoryMebibytes')}
          />
        </Field>
        <Field label={words.pids} help={words.pidsHelp} controlId="pids">
          <NumberInput
            id="pids"
            aria-describedby="pids-help"
            min={16}
            allowDecimal={false}
            {...form.getInputProps('pids')}
          />
        </Field>
      </Part>
    </>
  );
}
