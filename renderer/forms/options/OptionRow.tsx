import type { ReactNode } from 'react';
import { Field } from '../Field.tsx';
import { FieldWarnings } from '../findings/index.ts';
import { optionIds, type OptionProps } from './optionForm.ts';

/** Name, meaning and control of an option. */
export function OptionRow({
  path,
  label,
  help,
  children,
}: Omit<OptionProps, 'form'> & { children: ReactNode }) {
  return (
    <Field label={label} help={help} controlId={optionIds(path).id}>
      {children}
      <FieldWarnings path={path} />
    </Field>
  );
}
