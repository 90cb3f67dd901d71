import { Button, Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useAction } from '../../engine/index.ts';
import { PathInput } from '../../forms/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './RemoveDialog.module.css';

interface RemoveDialogProps {
  worker: string;
  opened: boolean;
  onClose: () => void;
}

/** Asks what of a worker is kept before it is removed. */
export function RemoveDialog({ worker, opened, onClose }: RemoveDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.workers.removeTitle(worker)} size={480}>
      <Question worker={worker} onClose={onClose} />
    </Modal>
  );
}

function Question({ worker, onClose }: Omit<RemoveDialogProps, 'opened'>) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.workers;
  const remove = useAction('workers.remove');
  const [withImage, setWithImage] = useState(true);
  const [withBackup, setWithBackup] = useState(false);
  const [folder, setFolder] = useState('');

  function confirm() {
    remove.mutate(
      { application, worker, keepImage: !withImage, ...(withBackup ? { backup: folder.trim() } : {}) },
      {
        onSuccess: ({ backup, problem }) => {
          notifyDone(
            backup === null ? words.removed(worker) : `${words.removed(worker)} ${words.backedUp(backup)}`,
          );
          if (problem !== null) notifyError({ message: problem });
          onClose();
          navigate(paths.workers(application));
        },
      },
    );
  }
  return (
    <div className={styles.question}>
      <p className={styles.text}>{words.removeText}</p>
      <Switch
        label={words.removeImage}
        description={words.removeImageHelp}
        checked={withImage}
        onChange={({ currentTarget }) => setWithImage(currentTarget.checked)}
      />
      <Switch
        label={words.backupFirst}
        checked={withBackup}
        onChange={({ currentTarget }) => setWithBackup(currentTarget.checked)}
      />
      {withBackup && (
        <PathInput
          label={words.backupFolder}
          value={folder}
          onChange={setFolder}
          what="backup-folder"
          chooseText={texts.drafting.choose}
          chooseLabel={words.chooseBackup}
        />
      )}
      {remove.error !== null && <ErrorNote error={remove.error} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose} data-autofocus>
          {texts.common.cancel}
        </Button>
        <Button
          color="red.9"
          size="sm"
          loading={remove.isPending}
          disabled={withBackup && folder.trim() === ''}
          onClick={confirm}
        >
          {words.removeConfirm}
        </Button>
      </div>
    </div>
  );
}
