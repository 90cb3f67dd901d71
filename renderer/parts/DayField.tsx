import { TextInput } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
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
 * Chooses a day. While one is typed the browser tells others: of January before November, of the first centuries before
 * a whole year. So what comes by keys is taken when the field is left or with Enter, what is chosen in the calendar at once.
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
  const isByKeys = useRef(false);
  // Somebody else changed it.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  /** False for what is no day. */
  function take({ value: text, validity }: HTMLInputElement): boolean {
    const isWhole = text === '' ? canBeEmpty && !validity.badInput : isDay(text) && text >= firstDay;
    if (isWhole && text !== told) {
      setTold(text);
      onChange(text);
    }
    return isWhole;
  }
  function onKeyDown({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) {
    isByKeys.current = key !== 'Enter';
    if (key === 'Enter') take(currentTarget);
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
      onPointerDown={() => {
        isByKeys.current = false;
      }}
      onKeyDown={onKeyDown}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        if (!isByKeys.current) take(currentTarget);
      }}
      onBlur={({ currentTarget }) => {
        if (!take(currentTarget)) setTyped(told);
      }}
    />
  );
}
