import { Select } from '@mantine/core';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

interface ChoiceOptionProps extends OptionProps {
  /** What there is to choose from, and how each is called. */
  choices: Record<string, string>;
  /** The choice named by an empty text means none. */
  nullable?: boolean;
}

/** An option that is one of few. */
export function ChoiceOption({ choices, nullable = false, ...option }: ChoiceOptionProps) {
  const { value, error, onChange } = useOption(option.form, option.path);
  return (
    <OptionRow {...option}>
      <Select
        {...optionIds(option.path)}
        size="sm"
        allowDeselect={false}
        value={typeof value === 'string' ? value : nullable ? '' : null}
        error={error}
        data={Object.entries(choices).map(([choice, label]) => ({ value: choice, label }))}
        onChange={(chosen) => onChange(nullable && chosen === '' ? null : chosen)}
      />
    </OptionRow>
  );
}
