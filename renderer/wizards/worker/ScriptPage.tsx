import { Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { texts } from '../../texts/index.ts';
import styles from './Worker.module.css';
import type { WorkerValues } from './workerValues.ts';

/** Shell commands for the making of the image. */
export function ScriptPage({ form }: { form: UseFormReturnType<WorkerValues> }) {
  const words = texts.workerWizard.script;
  return (
    <Textarea
      classNames={{ input: styles.code ?? '' }}
      label={words.label}
      description={words.help}
      placeholder="apt-get install -y --no-install-recommends dcm2niix"
      size="sm"
      autosize
      minRows={8}
      maxRows={18}
      spellCheck={false}
      {...form.getInputProps('script')}
    />
  );
}
