import { NumberInput } from '@mantine/core';
import { boundOption, optionIds, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

/** Unit of amounts of space, in bytes. */
export const gibibyte = 1024 ** 3;

interface NumberOptionProps extends OptionProps {
  suffix?: string;
  /** How much of the option one of what is shown is, such as `gibibyte`. */
  unit?: number;
  step?: number;
}

/** An option that is a number. Its bounds are the schema's. */
export function NumberOption({ suffix = '', unit = 1, step = 1, ...option }: NumberOptionProps) {
  const { value, error, onChange } = boundOption(option.form, option.path);
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
        onChange={(given) => onChange(inUnits(given, unit))}
      />
    </OptionRow>
  );
}

function inUnits(given: string | number, unit: number): number {
  if (given === '') return Number.NaN;
  return unit === 1 ? Number(given) : Math.round(Number(given) * unit);
}
