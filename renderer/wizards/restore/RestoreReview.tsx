import { formatBytes, formatDateTime } from '../../format/index.ts';
import { Findings, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Review } from '../frame/index.ts';
import type { RestoreValues } from './restoreValues.ts';
import type { BackupFile } from './useBackupFile.ts';

interface RestoreReviewProps {
  values: RestoreValues;
  /** Of the application that is made. */
  name: string;
  backup: BackupFile;
}

/** What will be made of the backup. */
export function RestoreReview({ values, name, backup }: RestoreReviewProps) {
  const words = texts.restoreWizard;
  const base = values.folder.trim();
  const command = ['restore', 'app', '--backup', values.file.trim(), '--name', name];
  return (
    <Review commands={[base === '' ? command : [...command, '--path', base]]}>
      <KeyValues
        pairs={[
          [texts.applicationWizard.name, name],
          [texts.applicationWizard.ownFolder, <code key="folder">{backup.target}</code>],
          [words.of, `${backup.name}, ${formatDateTime(backup.at)}`],
          [words.space, formatBytes(backup.bytes)],
        ]}
      />
      {backup.findings.length > 0 && <Findings findings={backup.findings} />}
    </Review>
  );
}
