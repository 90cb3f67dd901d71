import { Radio } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { EngineError, RouteOutput } from '../../../contract/index.ts';
import { PathInput } from '../../forms/index.ts';
import { Answer, Note } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { LegacyValues } from './legacyValues.ts';
import styles from './LegacyWizard.module.css';

interface ChoicePageProps {
  form: UseFormReturnType<LegacyValues>;
  look: {
    data: RouteOutput<'legacy.look'> | undefined;
    error: EngineError | null;
    refetch: () => unknown;
  };
}

/** Which application of the old tool. */
export function ChoicePage({ form, look }: ChoicePageProps) {
  const words = texts.legacyWizard;
  return (
    <>
      <PathInput
        label={words.configFile}
        description={words.configFileHelp}
        placeholder="~/.dcm-processor/config.json"
        what="legacy-config"
        chooseText={texts.applicationWizard.choose}
        chooseLabel={words.chooseConfig}
        {...form.getInputProps('configFile')}
      />
      <Answer query={look}>
        {({ applications }) =>
          applications.length === 0 ? (
            <Note>{words.none}</Note>
          ) : (
            <Radio.Group label={words.applications} {...form.getInputProps('application')}>
              <div className={styles.choices}>
                {applications.map(({ name, folder, problem }) => (
                  <Radio
                    key={name}
                    value={name}
                    label={name}
                    description={problem ?? folder}
                    disabled={problem !== null}
                  />
                ))}
              </div>
            </Radio.Group>
          )
        }
      </Answer>
    </>
  );
}
