import { Switch } from '@mantine/core';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

/** An option that is on or off. */
export function SwitchOption(option: OptionProps) {
  const { value, onChange } = useOption(option.form, option.path);
  return (
    <OptionRow {...option}>
      <Switch
        {...optionIds(option.path)}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </OptionRow>
  );
}
