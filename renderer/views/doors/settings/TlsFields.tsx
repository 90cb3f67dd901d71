import { Switch } from '@mantine/core';
import {
  ChoiceOption,
  optionIds,
  OptionRow,
  Part,
  PathOption,
  useOption,
  type OptionForm,
} from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';

/** Encryption of the C-STORE door; what it is made of shows once it is on. */
export function TlsFields({ form }: { form: OptionForm }) {
  const words = texts.doorSettings.scp;
  const tls = form.getValues().scp?.tls;
  const mode = useOption(form, 'scp.tls.mode');
  const pem = {
    form,
    what: 'pem-file',
    nullable: true,
    chooseText: texts.doorSettings.folders.choose,
  } as const;
  return (
    <Part title={words.tls}>
      <OptionRow path="scp.tls.mode" label={words.tlsMode} help={words.tlsModeHelp}>
        <Switch
          {...optionIds('scp.tls.mode')}
          checked={mode.value === 'on'}
          onChange={({ currentTarget }) => mode.onChange(currentTarget.checked ? 'on' : 'off')}
        />
      </OptionRow>
      {tls?.mode === 'on' && (
        <>
          <ChoiceOption
            form={form}
            path="scp.tls.profile"
            label={words.profile}
            help={words.profileHelp}
            choices={words.profiles}
          />
          <PathOption
            {...pem}
            path="scp.tls.certificateFile"
            label={words.certificate}
            help={words.certificateHelp}
            placeholder={words.ownCertificate}
            chooseLabel={texts.doorSettings.choose(words.certificate)}
          />
          {tls.certificateFile !== null && (
            <PathOption
              {...pem}
              path="scp.tls.keyFile"
              label={words.key}
              help={words.keyHelp}
              chooseLabel={texts.doorSettings.choose(words.key)}
            />
          )}
          <ChoiceOption
            form={form}
            path="scp.tls.clientCertificates"
            label={words.clients}
            help={words.clientsHelp}
            choices={words.clientKinds}
          />
          {tls.clientCertificates !== 'none' && (
            <PathOption
              {...pem}
              path="scp.tls.authorityFile"
              label={words.authority}
              help={words.authorityHelp}
              chooseLabel={texts.doorSettings.choose(words.authority)}
            />
          )}
        </>
      )}
    </Part>
  );
}
