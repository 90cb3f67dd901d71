import type { ApplicationDetail } from '../../../../contract/index.ts';
import {
  gibibyte,
  NumberOption,
  Part,
  OptionsFormFrame,
  SwitchOption,
  useOptionPart,
  WordsOption,
} from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';
import { AddressOption } from './AddressOption.tsx';

/** The settings of the HTTP door. */
export function HttpForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.doorSettings.http;
  const shared = texts.doorSettings.scp;
  const part = useOptionPart(detail.options, ['http'], {
    savedText: texts.doorSettings.saved,
  });
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <Part title={shared.door}>
        <SwitchOption form={form} path="http.enabled" label={shared.enabled} help={words.enabledHelp} />
        <NumberOption form={form} path="http.port" label={shared.port} help={words.portHelp} />
        <AddressOption
          form={form}
          path="http.bindAddress"
          label={shared.bindAddress}
          help={`${shared.bindAddressHelp} ${words.plain}`}
          warning={texts.doorSettings.bind.warningHttp}
        />
        <WordsOption
          form={form}
          path="http.hostNames"
          label={words.hostNames}
          help={words.hostNamesHelp}
          placeholder={words.hostNamesPlaceholder}
        />
      </Part>
      <Part title={shared.limits}>
        <NumberOption
          form={form}
          path="http.maxRequests"
          label={words.maxRequests}
          help={words.maxRequestsHelp}
        />
        <NumberOption
          form={form}
          path="http.maxInstanceBytes"
          label={words.maxInstance}
          help={words.maxInstanceHelp}
          unit={gibibyte}
          suffix={texts.doorSettings.gibibytes}
        />
        <NumberOption
          form={form}
          path="http.idleSeconds"
          label={words.idle}
          help={words.idleHelp}
          suffix={texts.settings.seconds}
        />
      </Part>
    </OptionsFormFrame>
  );
}
