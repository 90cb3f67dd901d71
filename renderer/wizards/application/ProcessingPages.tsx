import {
  ChoiceOption,
  DurationOption,
  Fields,
  NumberOption,
  SwitchOption,
  WordsOption,
  type OptionForm,
} from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';

/** Which images are processed. */
export function FilterPage({ form }: { form: OptionForm }) {
  const words = texts.filters;
  return (
    <Fields>
      <SwitchOption
        form={form}
        path="filters.enabled"
        label={words.enabled}
        help={texts.applicationWizard.filtersHelp}
      />
      {form.getValues().filters?.enabled === true && (
        <>
          <WordsOption
            form={form}
            path="filters.modalities"
            label={words.ruleNames.modalities}
            help={words.ruleHelp.modalities}
            placeholder={words.emptyList}
          />
          <SwitchOption
            form={form}
            path="filters.localizers"
            label={words.ruleNames.localizers}
            help={words.ruleHelp.localizers}
          />
          <NumberOption
            form={form}
            path="filters.minimumInstances"
            label={words.ruleNames['minimum-instances']}
            help={words.ruleHelp['minimum-instances']}
          />
        </>
      )}
    </Fields>
  );
}

/** What is processed together, and when it is complete. */
export function ArrivalPage({ form }: { form: OptionForm }) {
  const words = texts.completeness;
  return (
    <Fields>
      <ChoiceOption
        form={form}
        path="grouping"
        label={words.grouping}
        help={words.groupingHelp}
        choices={words.groupings}
      />
      <DurationOption
        form={form}
        path="quietSeconds"
        label={words.quietSeconds}
        help={words.quietSecondsHelp}
      />
      <SwitchOption
        form={form}
        path="completeness.atAssociationEnd"
        label={words.atAssociationEnd}
        help={words.atAssociationEndHelp}
      />
    </Fields>
  );
}
