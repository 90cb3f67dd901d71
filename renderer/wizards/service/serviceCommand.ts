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
  const own = words[0] === 'dcm-processor' ? words.slice(1) : words;
  const hasApplication = own.includes('--app') || own.includes('-a');
  return [
    ...own,
    ...(install === 'no' || hasApplication ? [] : ['--app', application]),
    ...(install === 'no' ? [] : [install === 'link' ? '--link' : '--install']),
  ];
}
