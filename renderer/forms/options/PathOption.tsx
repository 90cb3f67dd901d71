import type { ShellInput } from '../../../contract/index.ts';
import { PathInput } from '../PathInput.tsx';
import { optionIds, useOption, type OptionProps } from './optionForm.ts';
import { OptionRow } from './OptionRow.tsx';

interface PathOptionProps extends OptionProps {
  /** What the system's chooser is opened for. */
  what: ShellInput<'shell.choose'>['what'];
  chooseText: string;
  chooseLabel: string;
  /** An empty path means none. */
  nullable?: boolean;
  placeholder?: string;
}

/** An option that is a path of this machine. */
export function PathOption(props: PathOptionProps) {
  const { what, chooseText, chooseLabel, nullable = false, placeholder = '', ...option } = props;
  const { value, error, onChange } = useOption(option.form, option.path);
  return (
    <OptionRow {...option}>
      <PathInput
        {...optionIds(option.path)}
        what={what}
        chooseText={chooseText}
        chooseLabel={chooseLabel}
        placeholder={placeholder}
        value={typeof value === 'string' ? value : ''}
        error={error}
        onChange={(path) => onChange(nullable && path === '' ? null : path)}
      />
    </OptionRow>
  );
}
