import { DurationInput } from '../DurationInput.tsx';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

/** An option that is a length of time, in seconds. */
export function DurationOption(option: OptionProps) {
  const { value, error, onChange } = useOption(option.form, option.path);
  return (
    <OptionRow {...option}>
      <DurationInput
        {...optionIds(option.path)}
        value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
        error={error}
        onChange={(seconds) => onChange(seconds === '' ? Number.NaN : Number(seconds))}
      />
    </OptionRow>
  );
}
