import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../engine/index.ts';
import { joinPath, PathInput } from '../../forms/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Service.module.css';

interface BackupDialogProps {
  service: string;
  opened: boolean;
  onClose: () => void;
}

/** Asks where a service is backed up to. */
export function BackupDialog({ service, opened, onClose }: BackupDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.service.backing.title(service)} size={520}>
      <Question service={service} onClose={onClose} />
    </Modal>
  );
}

function Question({ service, onClose }: Omit<BackupDialogProps, 'opened'>) {
  const application = useApplicationId();
  const words = texts.service;
  const backup = useAction('services.backup');
  const [to, setTo] = useState('');
  function start() {
    if (to.trim() === '') return;
    backup.mutate(
      { application, name: service, to: to.trim() },
      {
        onSuccess: ({ path }) => {
          notifyDone(words.backedUp(path));
          onClose();
        },
      },
    );
  }
  return (
    <form
      className={styles.question}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <p className={styles.text}>{words.backing.text}</p>
      <PathInput
        label={words.removing.backupTo}
        description={words.removing.backupHelp}
        what="backup-folder"
        chooseText={texts.drafting.choose}
        chooseLabel={words.removing.chooseBackup}
        data-autofocus
        value={to}
        onChange={(path) => setTo(path)}
        onChosen={(folder) => setTo(joinPath(folder, `${service}.zip`))}
      />
      {backup.error !== null && <ErrorNote error={backup.error} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button type="submit" size="sm" loading={backup.isPending} disabled={to.trim() === ''}>
          {words.backing.confirm}
        </Button>
      </div>
    </form>
  );
}
