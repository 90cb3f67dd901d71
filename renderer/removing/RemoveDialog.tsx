import { Button, Modal, Switch } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { EngineError } from '../../contract/index.ts';
import { PathInput } from '../forms/index.ts';
import { ErrorNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './RemoveDialog.module.css';

interface RemoveDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What becomes of it. */
  text: ReactNode;
  /** More that is asked. */
  children?: ReactNode;
  backup: {
    help: string;
    /** Where in a folder that was chosen it is backed up to; that folder itself when absent. */
    pathIn?: (folder: string) => string;
  };
  busy: boolean;
  /** Why it could not be removed. */
  error: EngineError | null;
  /** `backup`: where to; absent where it is not backed up. */
  onConfirm: (backup: { backup?: string }) => void;
}

/** Asks what of a service or worker is kept before it is removed. */
export function RemoveDialog({ opened, onClose, title, ...question }: RemoveDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={520}>
      <Question {...question} onClose={onClose} />
    </Modal>
  );
}

function Question(props: Omit<RemoveDialogProps, 'opened' | 'title'>) {
  const { text, children, backup, busy, error, onConfirm, onClose } = props;
  const words = texts.service.removing;
  const [withBackup, setWithBackup] = useState(false);
  const [to, setTo] = useState('');
  return (
    <div className={styles.question}>
      <p className={styles.text}>{text}</p>
      {children}
      <Switch
        label={words.backup}
        description={words.withBackupHelp}
        checked={withBackup}
        onChange={({ currentTarget }) => setWithBackup(currentTarget.checked)}
      />
      {withBackup && (
        <PathInput
          label={words.backupTo}
          description={backup.help}
          what="backup-folder"
          chooseText={texts.drafting.choose}
          chooseLabel={words.chooseBackup}
          value={to}
          onChange={setTo}
          onChosen={(folder) => setTo(backup.pathIn?.(folder) ?? folder)}
        />
      )}
      {error !== null && <ErrorNote error={error} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose} data-autofocus>
          {texts.common.cancel}
        </Button>
        <Button
          color="red.9"
          size="sm"
          loading={busy}
          disabled={withBackup && to.trim() === ''}
          onClick={() => onConfirm(withBackup ? { backup: to.trim() } : {})}
        >
          {words.confirm}
        </Button>
      </div>
    </div>
  );
}
