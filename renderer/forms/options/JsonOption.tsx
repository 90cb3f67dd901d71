import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { texts } from '../../texts/index.ts';
import { FieldWarnings } from '../findings/index.ts';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import styles from './JsonOption.module.css';

/**
 * An option that is a list of any JSON. What cannot be read as one is held as the text that it is, which no schema
 * takes.
 */
export function JsonOption({ form, path, label, help }: OptionProps) {
  const { value, error, onChange } = useOption(form, path);
  const [typed, setTyped] = useState(() => textOf(value));
  // Discarded, or changed elsewhere: what is shown is no longer what the form holds.
  const isStale = JSON.stringify(readList(typed)) !== JSON.stringify(value);
  const { id } = optionIds(path);
  return (
    <div className={styles.option}>
      <Textarea
        id={id}
        label={label}
        description={help}
        classNames={{ input: styles.input ?? '' }}
        autosize
        minRows={2}
        maxRows={12}
        spellCheck={false}
        value={isStale ? textOf(value) : typed}
        error={typeof value === 'string' ? texts.settings.notJson : error}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          onChange(readList(currentTarget.value));
        }}
      />
      <FieldWarnings path={path} />
    </div>
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.length === 0 ? '' : JSON.stringify(value, null, 2);
}

function readList(text: string): unknown {
  if (text.trim() === '') return [];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read : text;
  } catch {
    return text;
  }
}
