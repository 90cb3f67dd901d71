import { Switch } from '@mantine/core';
import { boundOption, optionIds, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

/** An option that is on or off. */
export function SwitchOption(option: OptionProps) {
  const { value, onChange } = boundOption(option.form, option.path);
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
