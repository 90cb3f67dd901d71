import { Radio, Switch } from '@mantine/core';
import { orthancOptionsSchema } from '../../../contract/index.ts';
import { DockerNote } from '../../docker/index.ts';
import { useRoute } from '../../engine/index.ts';
import { Field, Fields, NumberOption, TextOption, useOption, type OptionForm } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ApplicationWizard.module.css';

/** Where jobs run, and what runs beside the application. */
export function RuntimePage({ form }: { form: OptionForm }) {
  const words = texts.life;
  const runtime = useOption(form, 'runtime');
  const orthanc = useOption(form, 'docker.components.orthanc');
  const usesDocker = runtime.value === 'docker' || orthanc.value !== null;
  return (
    <>
      <Radio.Group aria-label={words.runtime} value={String(runtime.value)} onChange={runtime.onChange}>
        <div className={styles.choices}>
          {(['local', 'docker'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={words.runtimes[kind]}
              description={words.runtimeHelps[kind]}
            />
          ))}
        </div>
      </Radio.Group>
      <Fields>
        <Field label={texts.components.addShort} help={texts.components.addShortHelp} controlId="orthanc">
          <Switch
            id="orthanc"
            aria-describedby="orthanc-help"
            checked={orthanc.value !== null}
            onChange={({ currentTarget }) =>
              orthanc.onChange(currentTarget.checked ? orthancOptionsSchema.parse({}) : null)
            }
          />
        </Field>
        {orthanc.value !== null && <OrthancFields form={form} />}
      </Fields>
      {usesDocker && <Problem />}
    </>
  );
}

function OrthancFields({ form }: { form: OptionForm }) {
  const words = texts.components.orthanc;
  const at = (name: string) => ({ form, path: `docker.components.orthanc.${name}` });
  return (
    <>
      <TextOption {...at('aeTitle')} label={words.aeTitle} help={texts.applicationWizard.orthancTitleHelp} />
      <NumberOption
        {...at('port')}
        nullable
        label={words.port}
        help={words.portHelp}
        placeholder={words.portPlaceholder}
      />
      <NumberOption
        {...at('dicomPort')}
        nullable
        label={words.dicomPort}
        help={words.dicomPortHelp}
        placeholder={words.dicomPortPlaceholder}
      />
    </>
  );
}

/** What keeps Docker from being used, before anything is created; it may be mended later as well. */
function Problem() {
  const problem = useRoute('docker.state', {}).data?.problem ?? null;
  return problem === null ? null : <DockerNote problem={problem} canRetry />;
}
