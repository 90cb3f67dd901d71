import type { ApplicationOptions } from '../../../contract/index.ts';
import { optionProblems } from '../optionProblems.ts';
import { useOptionsForm, type OptionsForm } from '../useOptionsForm.ts';

/** A form of whole options, held and checked as the contract has them. `keys`: which ones. */
export function useOptionPart(
  options: ApplicationOptions,
  keys: readonly (keyof ApplicationOptions)[],
  { savedText, check }: OptionPartExtras = {},
): OptionsForm<Partial<ApplicationOptions>> {
  const part = (all: Partial<ApplicationOptions>): Partial<ApplicationOptions> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => keys.some((one) => one === key)));
  return useOptionsForm<Partial<ApplicationOptions>>({
    options,
    valuesOf: part,
    optionsOf: part,
    // The engine writes members of lists as `[0]`, the form as `.0`.
    fieldOf(path) {
      const field = path.replaceAll(/\[(\d+)\]/g, '.$1');
      return keys.some((key) => key === field.split('.')[0]) ? field : undefined;
    },
    validate: (values) => ({ ...check?.(values), ...optionProblems(part(values)) }),
    ...(savedText === undefined ? {} : { savedText }),
  });
}

interface OptionPartExtras {
  /** Said once it is stored. */
  savedText?: string;
  /** What the schema does not know, by field. */
  check?: (values: Partial<ApplicationOptions>) => Record<string, string>;
}
