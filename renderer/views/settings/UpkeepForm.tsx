import type { ApplicationDetail } from '../../../contract/index.ts';
import { gibibyte, NumberOption, Part, OptionsFormFrame, useOptionPart } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { CleanUpPreview } from '../../cleanUp/index.ts';

/** Backups of the history, and how long what runs leave behind is kept. */
export function UpkeepForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.upkeep;
  const part = useOptionPart(detail.options, ['backups', 'retention'], {
    savedText: words.saved,
  });
  const { form } = part;
  return (
    <OptionsFormFrame part={part}>
      <Part title={words.backups}>
        <NumberOption
          form={form}
          path="backups.everyMinutes"
          label={words.everyMinutes}
          help={words.everyMinutesHelp}
          suffix={words.minutes}
        />
        <NumberOption form={form} path="backups.keep" label={words.keep} help={words.keepHelp} />
      </Part>
      <Part title={words.retention}>
        {(['inputsDays', 'resultsDays', 'logsDays', 'quarantineDays', 'scratchDays'] as const).map(
          (limit) => (
            <NumberOption
              key={limit}
              form={form}
              path={`retention.${limit}`}
              label={words[limit]}
              help={words[`${limit}Help`]}
              suffix={words.days}
            />
          ),
        )}
        <NumberOption
          form={form}
          path="retention.maxBytes"
          label={words.maxBytes}
          help={words.maxBytesHelp}
          unit={gibibyte}
          suffix={words.gibibytes}
        />
        <CleanUpPreview options={form.getValues().retention} />
      </Part>
    </OptionsFormFrame>
  );
}
