import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './ChoiceCards.module.css';

interface ChoiceCardsProps<Choice extends string> {
  label: string;
  /** The label stands elsewhere on the page. */
  labelUnseen?: boolean;
  value: Choice | null;
  onChange: (choice: Choice) => void;
  choices: readonly { value: Choice; label: string; help: ReactNode }[];
  /** Beside each other instead of below. */
  columns?: 1 | 2 | 3;
  /** Only the chosen one tells what it means: where there is little room. */
  compact?: boolean;
  error?: string | undefined;
}

/** One of few, each with a sentence of its own. */
export function ChoiceCards<Choice extends string>(props: ChoiceCardsProps<Choice>) {
  const { label, labelUnseen = false, value, onChange, choices, columns = 1, compact = false, error } = props;
  const chosenHelp = choices.find((choice) => choice.value === value)?.help;
  return (
    <Radio.Group
      {...(labelUnseen ? { 'aria-label': label } : { label })}
      value={value}
      error={error}
      onChange={(chosen) => {
        const choice = choices.find((one) => one.value === chosen);
        if (choice !== undefined) onChange(choice.value);
      }}
    >
      <div className={styles.choices} data-columns={columns} data-compact={compact || undefined}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            classNames={{
              root: styles.card ?? '',
              body: styles.body ?? '',
              labelWrapper: styles.words ?? '',
              label: styles.label ?? '',
            }}
            value={choice.value}
            label={choice.label}
            description={compact ? undefined : choice.help}
          />
        ))}
      </div>
      {compact && (
        <p className={styles.help} aria-live="polite">
          {chosenHelp}
        </p>
      )}
    </Radio.Group>
  );
}
