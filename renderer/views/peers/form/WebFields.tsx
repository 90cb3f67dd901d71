import { NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { texts } from '../../../texts/index.ts';
import { FileField } from './FileField.tsx';
import type { PeerValues } from './peerValues.ts';

/** How a server with DICOMweb is called. */
export function WebFields({ form }: { form: UseFormReturnType<PeerValues> }) {
  const words = texts.peers;
  const { authorization, url } = form.getValues();
  return (
    <>
      <TextInput label={words.url} description={words.urlHelp} {...form.getInputProps('url')} />
      <Select
        label={words.authorization}
        description={words.authorizationHelp}
        allowDeselect={false}
        data={[
          { value: 'none', label: words.authorizations.none },
          { value: 'bearer', label: words.authorizations.bearer },
          { value: 'basic', label: words.authorizations.basic },
        ]}
        {...form.getInputProps('authorization')}
      />
      {authorization === 'basic' && (
        <TextInput label={words.user} description={words.userHelp} {...form.getInputProps('user')} />
      )}
      {authorization !== 'none' && (
        <FileField form={form} field="secretFile" label={words.secretFile} help={words.secretHelp} />
      )}
      {url.startsWith('https:') && (
        <FileField form={form} field="authorityFile" label={words.authorityFile} help={words.authorityHelp} />
      )}
      <NumberInput
        label={words.timeouts}
        description={words.timeoutSeconds}
        suffix={texts.settings.seconds}
        min={1}
        max={86_400}
        {...form.getInputProps('timeoutSeconds')}
      />
    </>
  );
}
