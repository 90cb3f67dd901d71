import { TagsInput } from '@mantine/core';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

/** An option that is a list of words. `placeholder`: what an empty list means. */
export function WordsOption({ placeholder, ...option }: OptionProps & { placeholder: string }) {
  const { value, error, onChange } = useOption(option.form, option.path);
  const words = Array.isArray(value) ? value.map(String) : [];
  return (
    <OptionRow {...option}>
      <TagsInput
        {...optionIds(option.path)}
        size="sm"
        acceptValueOnBlur
        value={words}
        error={error}
        placeholder={words.length === 0 ? placeholder : ''}
        onChange={onChange}
      />
    </OptionRow>
  );
}
