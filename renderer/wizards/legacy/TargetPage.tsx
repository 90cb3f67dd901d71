import { Radio } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { LegacyApplication } from '../../../contract/index.ts';
import { Fields, NewPlaceFields } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { LegacyValues } from './legacyValues.ts';
import styles from './LegacyWizard.module.css';

interface TargetPageProps {
  form: UseFormReturnType<LegacyValues>;
  old: LegacyApplication;
  folder: string | null;
}

/** What it becomes here. */
export function TargetPage({ form, old, folder }: TargetPageProps) {
  const words = texts.legacyWizard;
  return (
    <>
      <Fields>
        <NewPlaceFields form={form} namePlaceholder={old.suggestedName} nameHelp={words.nameHelp} />
      </Fields>
      {folder !== null && (
        <p className={styles.hint}>
          {texts.applicationWizard.willBe} <code>{folder}</code>
        </p>
      )}
      <Radio.Group label={texts.life.runtime} {...form.getInputProps('runtime')}>
        <div className={styles.choices}>
          {(['docker', 'local'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={texts.life.runtimes[kind]}
              description={words.runtimeHelps[kind]}
            />
          ))}
        </div>
      </Radio.Group>
    </>
  );
}
