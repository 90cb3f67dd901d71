import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { texts } from '../texts/index.ts';
import styles from './DurationInput.module.css';
import { unitOf, units, type UnitSeconds } from './durationUnits.ts';

interface DurationInputProps {
  id: string;
  /** In seconds; empty: none. */
  value: number | string;
  onChange: (value: number | string) => void;
  placeholder?: string;
  'aria-describedby'?: string;
  error?: string | undefined;
}

/** A length of time as a whole number of seconds, minutes, hours or days. */
export function DurationInput({ id, value, onChange, error, ...input }: DurationInputProps) {
  const [chosen, setChosen] = useState<UnitSeconds>(() => unitOf(value));
  // A value from elsewhere may be no whole number of the unit that was chosen.
  const unit = value !== '' && Number(value) % chosen !== 0 ? unitOf(value) : chosen;
  const amount = value === '' ? '' : Number(value) / unit;
  return (
    <div className={styles.line}>
      <NumberInput
        {...input}
        id={id}
        className={styles.amount}
        min={0}
        allowDecimal={false}
        value={amount}
        error={error}
        onChange={(next) => onChange(next === '' ? '' : Number(next) * unit)}
      />
      <Select
        className={styles.unit}
        size="sm"
        aria-label={texts.completeness.unit}
        allowDeselect={false}
        data={units.map((one) => ({ value: String(one), label: texts.completeness.units[one] }))}
        value={String(unit)}
        onChange={(next) => {
          const seconds = units.find((one) => String(one) === next);
          if (seconds === undefined) return;
          setChosen(seconds);
          if (amount !== '') onChange(amount * seconds);
        }}
      />
    </div>
  );
}
