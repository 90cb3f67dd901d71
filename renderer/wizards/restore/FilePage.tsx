import type { UseFormReturnType } from '@mantine/form';
import type { EngineError } from '../../../contract/index.ts';
import { formatBytes, formatDateTime } from '../../format/index.ts';
import { PathInput } from '../../forms/index.ts';
import { ErrorNote, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { RestoreValues } from './restoreValues.ts';
import type { BackupFile } from './useBackupFile.ts';

interface FilePageProps {
  form: UseFormReturnType<RestoreValues>;
  backup: BackupFile | null;
  error: EngineError | null;
}

/** Which backup, and what is in it. */
export function FilePage({ form, backup, error }: FilePageProps) {
  const words = texts.restoreWizard;
  return (
    <>
      <PathInput
        label={words.fileLabel}
        description={words.fileHelp}
        what="backup-file"
        chooseText={words.choose}
        chooseLabel={words.chooseFile}
        {...form.getInputProps('file')}
      />
      {error !== null && <ErrorNote error={error} />}
      {backup !== null && (
        <KeyValues
          pairs={[
            [words.of, backup.name],
            [words.madeAt, formatDateTime(backup.at)],
            [words.version, backup.productVersion],
            [words.holds, words.counts(backup.counts)],
            [words.space, formatBytes(backup.bytes)],
            [words.services, listed(backup.services)],
            [words.workers, listed(backup.workers)],
            [words.secrets, backup.hasSecrets ? words.hasSecrets : words.noSecrets],
          ]}
        />
      )}
    </>
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? texts.restoreWizard.none : names.join(', ');
}
