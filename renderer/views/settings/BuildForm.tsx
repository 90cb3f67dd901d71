import type { ApplicationDetail } from '../../../contract/index.ts';
import { OptionsFormFrame, Part, TextOption, useOptionPart, WordsOption } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';

/** How builds of this application's worker images reach the network, where that differs from the rest. */
export function BuildForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.network;
  const part = useOptionPart(detail.options, ['build']);
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <Part title={words.builds}>
        {(['httpProxy', 'httpsProxy', 'ftpProxy', 'noProxy'] as const).map((name) => (
          <TextOption
            key={name}
            form={form}
            path={`build.${name}`}
            nullable
            label={words.names[name]}
            help={words.buildHelp}
            placeholder={words.asTheMachine}
          />
        ))}
        <WordsOption
          form={form}
          path="build.trustedHosts"
          label={words.names.trustedHosts}
          help={words.buildHelp}
          placeholder={words.asTheMachine}
        />
      </Part>
    </OptionsFormFrame>
  );
}
