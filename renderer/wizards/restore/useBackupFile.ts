import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { EngineError, Finding, RouteOutput } from '../../../contract/index.ts';
import { routeKey, useEngine } from '../../engine/index.ts';
import { folderIn } from '../../forms/index.ts';
import type { RestoreValues } from './restoreValues.ts';

/** Quiet time before what was typed is looked at, in milliseconds. */
const typingMs = 250;

export type BackupFile = RouteOutput<'applications.inspect_backup'>;

/** A backup as it was read last. */
interface ReadBackup {
  backup: BackupFile | null;
  /** Why the file cannot be read. */
  error: EngineError | null;
  findings: Finding[];
  isReading: boolean;
}

/** Reads a backup, and what would keep it from being restored like that, whenever people stop typing. */
export function useBackupFile(values: RestoreValues): ReadBackup {
  const engine = useEngine();
  const file = values.file.trim();
  const [settled] = useDebouncedValue(file, typingMs);
  const [place] = useDebouncedValue(`${values.name}\n${values.folder}`, typingMs);
  const read = useQuery<BackupFile, EngineError>({
    queryKey: [...routeKey('applications.inspect_backup', { file: settled }), place],
    queryFn: ({ signal }) => engine.request('applications.inspect_backup', inputOf(settled, place), signal),
    enabled: settled !== '',
    // What was read last stays in sight while another name or folder is looked at.
    placeholderData: (before, query) => (query?.queryKey.includes(settled) === true ? before : undefined),
    gcTime: 0,
    staleTime: 0,
  });
  const backup = file === settled && file !== '' ? (read.data ?? null) : null;
  return {
    backup,
    error: file === settled ? read.error : null,
    findings: backup?.findings ?? [],
    isReading: file !== '' && (file !== settled || read.isFetching),
  };
}

function inputOf(file: string, place: string) {
  const [name = '', base = ''] = place.split('\n');
  const folder = folderIn(base, name);
  return {
    file,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(folder === undefined ? {} : { folder }),
  };
}
