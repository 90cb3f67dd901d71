import type { ApplicationDetail } from '../../../../contract/index.ts';
import {
  NumberOption,
  Part,
  OptionsFormFrame,
  SwitchOption,
  TextOption,
  useOptionPart,
  WordsOption,
} from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';
import { AddressOption } from './AddressOption.tsx';
import { TlsFields } from './TlsFields.tsx';

/** The settings of the C-STORE door. */
export function ScpForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.doorSettings.scp;
  const part = useOptionPart(detail.options, ['scp'], {
    savedText: texts.doorSettings.saved,
  });
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <Part title={words.door} place={{ document: 'start', anchor: 'getting-dicom-in' }}>
        <SwitchOption form={form} path="scp.enabled" label={words.enabled} help={words.enabledHelp} />
        <TextOption form={form} path="scp.aeTitle" label={words.aeTitle} help={words.aeTitleHelp} />
        <NumberOption form={form} path="scp.port" label={words.port} help={words.portHelp} />
        <AddressOption
          form={form}
          path="scp.bindAddress"
          label={words.bindAddress}
          help={words.bindAddressHelp}
          warning={texts.doorSettings.bind.warning}
        />
      </Part>
      <Part title={words.who}>
        <WordsOption
          form={form}
          path="scp.callingAeTitles"
          label={words.calling}
          help={words.callingHelp}
          placeholder={words.callingPlaceholder}
        />
        <SwitchOption
          form={form}
          path="scp.checkCalledAe"
          label={words.checkCalled}
          help={words.checkCalledHelp}
        />
      </Part>
      <TlsFields form={form} />
      <Part title={words.limits}>
        <NumberOption
          form={form}
          path="scp.maxAssociations"
          label={words.maxAssociations}
          help={words.maxAssociationsHelp}
        />
        <NumberOption
          form={form}
          path="scp.maxPduLength"
          label={words.maxPdu}
          help={words.maxPduHelp}
          step={1024}
        />
        {(['acse', 'dimse', 'network'] as const).map((name) => (
          <NumberOption
            key={name}
            form={form}
            path={`scp.timeouts.${name}`}
            label={words[name]}
            help={words[`${name}Help`]}
            suffix={texts.settings.seconds}
          />
        ))}
      </Part>
    </OptionsFormFrame>
  );
}
