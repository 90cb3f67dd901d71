import { Button, TextInput, type TextInputProps } from '@mantine/core';
import type { ShellInput } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import styles from './PathInput.module.css';

interface PathInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value?: string;
  onChange: (value: string) => void;
  /** What was chosen, where that is more than typing it. */
  onChosen?: (path: string) => void;
  /** What the system's chooser is opened for. */
  what: ShellInput<'shell.choose'>['what'];
  chooseText: string;
  chooseLabel: string;
}

/** A path of this machine, typed or chosen. */
export function PathInput(props: PathInputProps) {
  const { value, onChange, onChosen = onChange, what, chooseText, chooseLabel, ...input } = props;
  const engine = useEngine();

  async function choose() {
    const { paths } = await engine.shell('shell.choose', { what });
    if (paths[0] !== undefined) onChosen(paths[0]);
  }

  return (
    <TextInput
      {...input}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      inputContainer={(field) => (
        <div className={styles.line}>
          <div className={styles.field}>{field}</div>
          <Button
            variant="default"
            size="sm"
            aria-label={chooseLabel}
            disabled={input.disabled ?? false}
            onClick={() => void choose()}
          >
            {chooseText}
          </Button>
        </div>
      )}
    />
  );
}
