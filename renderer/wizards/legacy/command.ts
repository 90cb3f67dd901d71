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
    ...parts('services', old.services, values.services),
    ...parts('workers', old.workers, values.workers),
    ...(values.peers ? [] : ['--no-peers']),
    ...(values.orthanc ? [] : ['--no-orthanc']),
    ...(values.network ? ['--network'] : []),
  ];
}

/** @param turned names of those that were chosen otherwise than they begin; none: as the command does by itself */
function parts(
  what: 'services' | 'workers',
  all: LegacyApplication['services'],
  turned: readonly string[],
): string[] {
  if (turned.length === 0) return [];
  const chosen = chosenParts(all, turned);
  return chosen.length === 0 ? [`--no-${what}`] : [`--${what}`, ...chosen];
}
