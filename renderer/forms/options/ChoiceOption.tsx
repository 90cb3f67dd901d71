import { Select } from '@mantine/core';
import { boundOption, optionIds, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

interface ChoiceOptionProps extends OptionProps {
  /** What there is to choose from, and how each is called. */
  choices: Record<string, string>;
}

/** An option that is one of few. */
export function ChoiceOption({ choices, ...option }: ChoiceOptionProps) {
  const { value, error, onChange } = boundOption(option.form, option.path);
  return (
    <OptionRow {...option}>
      <Select
        {...optionIds(option.path)}
        size="sm"
        allowDeselect={false}
        value={typeof value === 'string' ? value : null}
        error={error}
        data={Object.entries(choices).map(([choice, label]) => ({ value: choice, label }))}
        onChange={onChange}
      />
    </OptionRow>
  );
}
