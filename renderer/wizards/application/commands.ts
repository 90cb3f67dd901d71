import { changedOptions, type ApplicationValues } from './applicationValues.ts';
import { assignments } from './assignments.ts';

/** The commands that create the same application: words after `dcm-processor`. */
export function commandsOf(values: ApplicationValues): string[][] {
  const name = values.name.trim();
  const changes = assignments(changedOptions(values));
  return [
    [
      'create',
      'app',
      '--name',
      name,
      ...(values.folder.trim() === '' ? [] : ['--path', values.folder.trim()]),
      ...(values.dataFolder.trim() === '' ? [] : ['--data', values.dataFolder.trim()]),
    ],
    ...(changes.length === 0 ? [] : [['set', 'application', name, ...changes]]),
    ...(values.runtime === 'docker' ? [['start', 'app', name]] : []),
  ];
}
