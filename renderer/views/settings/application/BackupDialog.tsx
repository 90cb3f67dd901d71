import { Button, Modal, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ApplicationDetail, BackupParts } from '../../../../contract/index.ts';
import { useAction, useRoute } from '../../../engine/index.ts';
import { formatBytes } from '../../../format/index.ts';
import { errorOf, PathInput } from '../../../forms/index.ts';
import { paths } from '../../../navigation/index.ts';
import { ErrorNote, Findings, Note } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Dialogs.module.css';

interface BackupDialogProps {
  application: ApplicationDetail;
  onClose: () => void;
}

/** Asks what of an application goes into which file, and begins to write it. */
export function BackupDialog({ application: { id, name }, onClose }: BackupDialogProps) {
  const words = texts.applicationCopies;
  const [, navigate] = useLocation();
  const backup = useAction('applications.backup');
  const [typed, setTyped] = useState<string | null>(null);
  const [include, setInclude] = useState<BackupParts>({ data: true, runs: true, trials: true });
  const [includeSecrets, setIncludeSecrets] = useState(false);
  const [settled] = useDebouncedValue(typed?.trim() ?? '', 250);
  const asked = settled === '' ? {} : { file: settled };
  const plan = useRoute('applications.plan_backup', { application: id, include, ...asked }, { keep: false });
  const file = typed ?? plan.data?.file ?? '';
  const findings = plan.data?.findings ?? [];
  const error = errorOf(findings, 'file');
  const others = findings.filter(({ field }) => field !== 'file');

  function begin() {
    backup.mutate(
      { application: id, file: file.trim(), include, includeSecrets },
      { onSuccess: (task) => navigate(paths.generalTask(task.id)) },
    );
  }
  return (
    <Modal opened onClose={onClose} title={words.backupTitle(name)} size={560}>
      <div className={styles.form}>
        <PathInput
          label={words.backupFile}
          description={words.backupFileHelp}
          data-autofocus
          what="backup-folder"
          chooseText={texts.applicationWizard.choose}
          chooseLabel={words.chooseBackup}
          value={file}
          error={error ?? plan.error?.message}
          onChange={setTyped}
        />
        {(['data', 'runs', 'trials'] as const).map((part) => (
          <Switch
            key={part}
            label={words.parts[part]}
            description={words.partHelps[part]}
            disabled={part === 'trials' && !include.data}
            checked={include[part] && (part !== 'trials' || include.data)}
            onChange={({ currentTarget }) =>
              setInclude((before) => ({ ...before, [part]: currentTarget.checked }))
            }
          />
        ))}
        <Switch
          label={words.secrets}
          description={words.secretsHelp}
          checked={includeSecrets}
          onChange={({ currentTarget }) => setIncludeSecrets(currentTarget.checked)}
        />
        {includeSecrets && <Note>{words.secretsWarning}</Note>}
        {others.length > 0 && <Findings findings={others} />}
        {backup.error !== null && <ErrorNote error={backup.error} />}
        <div className={styles.actions}>
          <span className={styles.size}>
            {plan.data !== undefined && plan.data.bytes !== null && words.about(formatBytes(plan.data.bytes))}
          </span>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            size="sm"
            loading={backup.isPending}
            disabled={file.trim() === '' || error !== undefined}
            onClick={begin}
          >
            {words.backup}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
