import { NumberInput } from '@mantine/core';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

/** Unit of amounts of space, in bytes. */
export const gibibyte = 1024 ** 3;

interface NumberOptionProps extends OptionProps {
  suffix?: string;
  /** How much of the option one of what is shown is, such as `gibibyte`. */
  unit?: number;
  step?: number;
  /** An empty field means none. */
  nullable?: boolean;
  placeholder?: string;
}

/** An option that is a number. Its bounds are the schema's. */
export function NumberOption(props: NumberOptionProps) {
  const { suffix = '', unit = 1, step = 1, nullable = false, placeholder = '', ...option } = props;
  const { value, error, onChange } = useOption(option.form, option.path);
  const shown = typeof value === 'number' && !Number.isNaN(value) ? value / unit : '';
  return (
    <OptionRow {...option}>
      <NumberInput
        {...optionIds(option.path)}
        value={shown}
        error={error}
        suffix={suffix}
        step={step}
        min={0}
        decimalScale={3}
        placeholder={placeholder}
        onChange={(given) => onChange(nullable && given === '' ? null : inUnits(given, unit))}
      />
    </OptionRow>
  );
}

function inUnits(given: string | number, unit: number): number {
  if (given === '') return Number.NaN;
  return unit === 1 ? Number(given) : Math.round(Number(given) * unit);
}
