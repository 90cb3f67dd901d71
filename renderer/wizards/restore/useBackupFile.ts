import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EngineError, Finding, RouteInput, RouteOutput } from '../../../contract/index.ts';
import { routeKey, useEngine } from '../../engine/index.ts';
import { folderIn } from '../../forms/index.ts';
import type { RestoreValues } from './restoreValues.ts';

/** Quiet time before what was typed is looked at, in milliseconds. */
const typingMs = 250;

export type BackupFile = RouteOutput<'applications.inspect_backup'>;

/** A backup as it was read last. */
interface ReadBackup {
  backup: BackupFile | null;
  /** Name of the application that is made; empty until it is known. */
  name: string;
  /** Why the file cannot be read. */
  error: EngineError | null;
  findings: Finding[];
  isReading: boolean;
}

/** Reads a backup, and what would keep it from being restored like that, whenever people stop typing. */
export function useBackupFile(values: RestoreValues): ReadBackup {
  const engine = useEngine();
  const file = values.file.trim();
  const [known, setKnown] = useState({ file: '', name: '' });
  const nameInFile = known.file === file ? known.name : '';
  const name = values.name.trim() === '' ? nameInFile : values.name.trim();
  // As text: the same input is another object at every rendering.
  const input = inputOf(file, name, values.folder);
  const typed = JSON.stringify(input);
  const [settled] = useDebouncedValue(typed, typingMs);
  const read = useQuery<BackupFile, EngineError>({
    queryKey: [...routeKey('applications.inspect_backup'), file, settled],
    // It has settled, or it would not be asked.
    queryFn: ({ signal }) => engine.request('applications.inspect_backup', input, signal),
    enabled: file !== '' && settled === typed,
    // What was read last stays in sight while another name or folder is looked at.
    placeholderData: (before, query) => (query?.queryKey.at(-2) === file ? before : undefined),
    gcTime: 0,
    staleTime: 0,
  });
  const backup = file === '' ? null : (read.data ?? null);
  if (backup !== null && known.file !== file) setKnown({ file, name: backup.name });
  return {
    backup,
    name,
    error: read.error,
    findings: backup?.findings ?? [],
    isReading: file !== '' && (settled !== typed || read.isFetching),
  };
}

/** The folder is named like the application: it is left out until that is known. */
function inputOf(file: string, name: string, base: string): RouteInput<'applications.inspect_backup'> {
  const folder = name === '' ? undefined : folderIn(base, name);
  return {
    file,
    ...(name === '' ? {} : { name }),
    ...(folder === undefined ? {} : { folder }),
  };
}
