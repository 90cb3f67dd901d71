import { Radio, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { DockerNote } from '../../docker/index.ts';
import { useRoute } from '../../engine/index.ts';
import { texts } from '../../texts/index.ts';
import type { NewApplication } from './newApplication.ts';
import styles from './RuntimeChoice.module.css';

/** Where jobs of the new application run, and what runs beside it. */
export function RuntimeChoice({ form }: { form: UseFormReturnType<NewApplication> }) {
  const words = texts.life;
  return (
    <>
      <Radio.Group label={words.runtime} {...form.getInputProps('runtime')}>
        <div className={styles.choices}>
          {(['local', 'docker'] as const).map((runtime) => (
            <Radio
              key={runtime}
              value={runtime}
              label={words.runtimes[runtime]}
              description={words.runtimeHelps[runtime]}
            />
          ))}
        </div>
      </Radio.Group>
      {form.getValues().runtime === 'docker' && (
        <>
          <Problem />
          <Switch
            label={texts.components.addShort}
            description={texts.components.addShortHelp}
            {...form.getInputProps('orthanc', { type: 'checkbox' })}
          />
        </>
      )}
    </>
  );
}

/** What keeps Docker from being used, before anything is created; it may be mended later as well. */
function Problem() {
  const problem = useRoute('docker.state', {}).data?.problem ?? null;
  return problem === null ? null : <DockerNote problem={problem} canRetry />;
}
