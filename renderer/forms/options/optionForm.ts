import type { FormErrors } from '@mantine/form';
import type { ApplicationOptions } from '../../../contract/index.ts';
import { useFieldFindings } from '../findings/index.ts';

/** A form that holds options as the contract has them. An emptied number is `NaN`, which no schema takes. */
export interface OptionForm extends FieldForm {
  getValues: () => Partial<ApplicationOptions>;
}

/** What a control needs of the form of its field. */
export interface FieldForm {
  errors: FormErrors;
  getInputProps: (path: string) => { value?: unknown; onChange: (value: unknown) => void };
}

/** What every control of an option is given. */
export interface OptionProps {
  form: FieldForm;
  /** Of the option within the form: `scp.timeouts.acse`. */
  path: string;
  label: string;
  help: string;
}

/** What a form knows of one of its fields. */
export interface BoundOption {
  value: unknown;
  /** What is wrong with it, or with a member of it where it is a list. */
  error: string | undefined;
  onChange: (value: unknown) => void;
}

/** The field of a form that belongs to an option. */
export function useOption(form: FieldForm, path: string): BoundOption {
  const { value, onChange } = form.getInputProps(path);
  const { error } = useFieldFindings(path);
  const own = Object.entries(form.errors).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
  return { value, onChange, error: typeof own === 'string' ? own : error };
}

/** Attributes by which a control is named and explained by its row. */
export function optionIds(path: string): { id: string; 'aria-describedby': string } {
  const id = path.replaceAll('.', '-');
  return { id, 'aria-describedby': `${id}-help` };
}
