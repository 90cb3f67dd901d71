import { Radio, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { texts } from '../../texts/index.ts';
import type { PeerValues } from '../../views/peers/index.ts';
import styles from './PeerWizard.module.css';

/** What it is called, and what it speaks. */
export function KindPage({ form }: { form: UseFormReturnType<PeerValues> }) {
  const words = texts.peers;
  return (
    <>
      <TextInput
        label={words.name}
        description={words.nameHelp}
        maxLength={64}
        {...form.getInputProps('name')}
      />
      <Radio.Group label={words.kind} {...form.getInputProps('kind')}>
        <div className={styles.choices}>
          {(['dicom', 'dicomweb'] as const).map((kind) => (
            <Radio
              key={kind}
              value={kind}
              label={words.kinds[kind]}
              description={texts.peerWizard.kindHelps[kind]}
            />
          ))}
        </div>
      </Radio.Group>
    </>
  );
}
