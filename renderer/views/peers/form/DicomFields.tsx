import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { texts } from '../../../texts/index.ts';
import { FileField } from './FileField.tsx';
import styles from './PeerDialog.module.css';
import type { PeerValues } from './peerValues.ts';

const limits = ['connect', 'acse', 'dimse', 'network'] as const;

/** How a DICOM node is called. */
export function DicomFields({ form }: { form: UseFormReturnType<PeerValues> }) {
  const words = texts.peers;
  const { retrieveBy, tls } = form.getValues();
  return (
    <>
      <TextInput label={words.aeTitle} maxLength={16} {...form.getInputProps('aeTitle')} />
      <div className={styles.place}>
        <TextInput label={words.host} {...form.getInputProps('host')} />
        <NumberInput
          label={words.port}
          min={1}
          max={65_535}
          allowDecimal={false}
          {...form.getInputProps('port')}
        />
      </div>
      <TextInput
        label={words.callingAeTitle}
        description={words.callingAeTitleHelp}
        maxLength={16}
        {...form.getInputProps('callingAeTitle')}
      />
      <Select
        label={words.retrieveBy}
        description={words.retrieveByHelp[retrieveBy]}
        allowDeselect={false}
        data={[
          { value: 'get', label: words.retrieveByNames.get },
          { value: 'move', label: words.retrieveByNames.move },
        ]}
        {...form.getInputProps('retrieveBy')}
      />
      <Switch label={words.speakTls} {...form.getInputProps('tls', { type: 'checkbox' })} />
      {tls && (
        <>
          <Switch label={words.checkHost} {...form.getInputProps('checkHost', { type: 'checkbox' })} />
          <FileField
            form={form}
            field="authorityFile"
            label={words.authorityFile}
            help={words.authorityHelp}
          />
          <FileField
            form={form}
            field="certificateFile"
            label={words.certificateFile}
            help={words.certificateHelp}
          />
          <FileField form={form} field="keyFile" label={words.keyFile} />
        </>
      )}
      <details className={styles.more}>
        <summary>{words.timeouts}</summary>
        <div className={styles.pair}>
          {limits.map((limit) => (
            <NumberInput
              key={limit}
              label={words[limit]}
              suffix={texts.settings.seconds}
              min={1}
              max={86_400}
              {...form.getInputProps(limit)}
            />
          ))}
        </div>
      </details>
    </>
  );
}
