import { Textarea } from '@mantine/core';
import { IconCheck } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import { readExpression } from './expression.ts';
import styles from './ExpressionInput.module.css';

interface ExpressionInputProps {
  id: string;
  value: string;
  onChange: (value: string) => void;
  /** What the engine has against it. */
  error?: string | undefined;
}

/** A required-series expression, read while it is typed: what is wrong with it, and where. */
export function ExpressionInput({ id, value, onChange, error }: ExpressionInputProps) {
  const words = texts.completeness;
  const read = readExpression(value);
  return (
    <div className={styles.expression}>
      <Textarea
        id={id}
        aria-describedby={`${id}-help`}
        classNames={{ input: styles.input ?? '' }}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        spellCheck={false}
        placeholder={words.requiredSeriesPlaceholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={read.kind === 'wrong' ? read.message : error}
      />
      {read.kind === 'wrong' && (
        // The message says the place as a number; those who see it find it marked.
        <code className={styles.place} aria-hidden title={words.wrongPlace}>
          {read.before}
          <mark className={styles.mark} data-end={read.at === '' || undefined}>
            {read.at}
          </mark>
          {read.after}
        </code>
      )}
      {read.kind === 'readable' && (
        <p className={styles.readable}>
          <IconCheck size={14} aria-hidden /> {words.readable}
        </p>
      )}
      <p className={styles.words}>{words.words}</p>
      <ul className={styles.examples} aria-label={words.examples}>
        {words.exampleList.map(({ meaning, expression }) => (
          <li key={expression}>
            <button
              type="button"
              className={styles.example}
              title={words.insertExample(meaning)}
              onClick={() => onChange(expression)}
            >
              <span>{meaning}</span>
              <code>{expression}</code>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
