import { TextInput } from '@mantine/core';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

interface TextOptionProps extends OptionProps {
  /** An empty text means none. */
  nullable?: boolean;
  placeholder?: string;
}

/** An option that is a short text. */
export function TextOption({ nullable = false, placeholder = '', ...option }: TextOptionProps) {
  const { value, error, onChange } = useOption(option.form, option.path);
  return (
    <OptionRow {...option}>
      <TextInput
        {...optionIds(option.path)}
        value={typeof value === 'string' ? value : ''}
        error={error}
        placeholder={placeholder}
        onChange={({ currentTarget }) =>
          onChange(nullable && currentTarget.value === '' ? null : currentTarget.value)
        }
      />
    </OptionRow>
  );
}
