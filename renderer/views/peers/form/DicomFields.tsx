import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { texts } from '../../../texts/index.ts';
import { FileField } from './FileField.tsx';
import styles from './PeerDialog.module.css';
import type { PeerValues } from './peerValues.ts';

const limits = ['connect', 'acse', 'dimse', 'network'] as const;

type PeerForm = UseFormReturnType<PeerValues>;

/** How a DICOM node is called. */
export function DicomFields({ form }: { form: PeerForm }) {
  return (
    <>
      <DicomAddressFields form={form} />
      <DicomTlsFields form={form} />
      <details className={styles.more}>
        <summary>{texts.peers.timeouts}</summary>
        <DicomLimitFields form={form} />
      </details>
    </>
  );
}

/** Where it is, who we are for it, and how studies are fetched. */
export function DicomAddressFields({ form }: { form: PeerForm }) {
  const words = texts.peers;
  return (
    <>
      <TextInput
        label={words.aeTitle}
        description={words.aeTitleHelp}
        maxLength={16}
        {...form.getInputProps('aeTitle')}
      />
      <div className={styles.place}>
        <TextInput label={words.host} description={words.hostHelp} {...form.getInputProps('host')} />
        <NumberInput
          label={words.port}
          description={words.portHelp}
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
        description={words.retrieveByHelp[form.getValues().retrieveBy]}
        allowDeselect={false}
        data={[
          { value: 'get', label: words.retrieveByNames.get },
          { value: 'move', label: words.retrieveByNames.move },
        ]}
        {...form.getInputProps('retrieveBy')}
      />
    </>
  );
}

/** Encryption; what it is made of shows once it is on. */
export function DicomTlsFields({ form }: { form: PeerForm }) {
  const words = texts.peers;
  return (
    <>
      <Switch
        label={words.speakTls}
        description={words.speakTlsHelp}
        {...form.getInputProps('tls', { type: 'checkbox' })}
      />
      {form.getValues().tls && (
        <>
          <Switch
            label={words.checkHost}
            description={words.checkHostHelp}
            {...form.getInputProps('checkHost', { type: 'checkbox' })}
          />
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
          <FileField form={form} field="keyFile" label={words.keyFile} help={words.keyHelp} />
        </>
      )}
    </>
  );
}

/** Times without progress after which it is given up. */
export function DicomLimitFields({ form }: { form: PeerForm }) {
  const words = texts.peers;
  return (
    <div className={styles.pair}>
      {limits.map((limit) => (
        <NumberInput
          key={limit}
          label={words[limit]}
          description={words.limitHelps[limit]}
          suffix={texts.settings.seconds}
          min={1}
          max={86_400}
          {...form.getInputProps(limit)}
        />
      ))}
    </div>
  );
}
