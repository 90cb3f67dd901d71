import type { ServiceValues } from './serviceValues.ts';

/**
 * The words after `dcm-processor` that do what the wizard does.
 * @param words as the engine gives them: they write the folder
 * @param application its name
 */
export function commandOf(
  words: readonly string[],
  install: ServiceValues['install'],
  application: string,
): string[] {
  return install === 'no' ? [...words] : [...words, `--app=${application}`, `--install=${install}`];
}
