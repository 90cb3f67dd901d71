import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { firstDay, isDay } from '../format/index.ts';

interface DayFieldProps {
  label: string;
  /** As `2026-05-31`; empty where none is chosen. */
  value: string;
  /** Called with a day of the machine's clock; with none only where that is allowed. */
  onChange: (day: string) => void;
  canBeEmpty?: boolean;
  min?: string;
  className?: string;
}

/**
 * Chooses a day. While its year is typed the browser tells days of the first centuries, and none while a part is missing:
 * these stay in the field, and are taken back when it is left.
 */
export function DayField({
  label,
  value,
  onChange,
  canBeEmpty = false,
  min = firstDay,
  className,
}: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  // Somebody else changed it.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  return (
    <TextInput
      size="xs"
      type="date"
      className={className ?? ''}
      aria-label={label}
      title={label}
      data-empty={typed === '' || undefined}
      min={min}
      // Years have four digits.
      max="9999-12-31"
      value={typed}
      onChange={({ currentTarget: { value: text, validity } }) => {
        setTyped(text);
        const isWhole = text === '' ? canBeEmpty && !validity.badInput : isDay(text) && text >= firstDay;
        if (!isWhole) return;
        setTold(text);
        onChange(text);
      }}
      onBlur={() => setTyped(told)}
    />
  );
}
