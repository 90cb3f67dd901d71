import type { LegacyApplication } from '../../../contract/index.ts';
import { chosenParts, newName, type LegacyValues } from './legacyValues.ts';

/** The command that brings the same over: words after `dcm-processor`. */
export function commandOf(values: LegacyValues, old: LegacyApplication): string[] {
  const configFile = values.configFile.trim();
  const base = values.folder.trim();
  return [
    'import-legacy',
    ...(configFile === '' ? [] : [configFile]),
    '--old',
    old.name,
    '--name',
    newName(values, old),
    ...(base === '' ? [] : ['--path', base]),
    '--runtime',
    values.runtime,
    ...(values.services.length === 0 ? [] : ['--services', ...chosenParts(old.services, values.services)]),
    ...(values.workers.length === 0 ? [] : ['--workers', ...chosenParts(old.workers, values.workers)]),
    ...(values.peers ? [] : ['--no-peers']),
    ...(values.orthanc ? [] : ['--no-orthanc']),
    ...(values.network ? ['--network'] : []),
  ];
}
