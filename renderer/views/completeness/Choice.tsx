import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Choice.module.css';

interface ChoiceProps<Value extends string> {
  label: string;
  help: string;
  options: { value: Value; label: string; help: string; drawing?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean;
}

/** One of a few ways to go, each with what it means. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, help, options, value, onChange, disabled = false } = props;
  return (
    <Radio.Group
      label={label}
      description={help}
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <div className={styles.options}>
        {options.map((option) => (
          <div key={option.value} className={styles.option} data-chosen={option.value === value || undefined}>
            <Radio value={option.value} label={option.label} description={option.help} disabled={disabled} />
            {option.drawing}
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}
