import { Fragment } from 'react';
import { gibibyte, NumberOption, Part, type OptionForm } from '../../../forms/index.ts';
import { texts } from '../../../texts/index.ts';

/** When the disk guard warns, and when it lets nothing in. */
export function GuardFields({ form }: { form: OptionForm }) {
  const words = texts.doorSettings.disk;
  return (
    <Part title={words.guard}>
      {(['warn', 'refuse'] as const).map((limit) => (
        <Fragment key={limit}>
          <NumberOption
            form={form}
            path={`diskGuard.${limit}Percent`}
            label={words.shareOf(words[limit])}
            help={words[`${limit}Help`]}
            suffix={texts.doorSettings.percent}
          />
          <NumberOption
            form={form}
            path={`diskGuard.${limit}Bytes`}
            label={words.amountOf(words[limit])}
            help={words.larger}
            unit={gibibyte}
            suffix={texts.doorSettings.gibibytes}
          />
        </Fragment>
      ))}
    </Part>
  );
}
