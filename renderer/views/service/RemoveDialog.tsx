import { Button, Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ServiceDetail } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { PathInput } from '../../forms/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { backupPath } from './backupPath.ts';
import styles from './Service.module.css';

interface RemoveDialogProps {
  service: ServiceDetail;
  opened: boolean;
  onClose: () => void;
}

/** Asks what of a service is kept before it is removed. */
export function RemoveDialog({ service, opened, onClose }: RemoveDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.service.removing.title(service.name)} size={520}>
      <Question service={service} onClose={onClose} />
    </Modal>
  );
}

function Question({ service: { name, linkedFolder }, onClose }: Omit<RemoveDialogProps, 'opened'>) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.service.removing;
  const remove = useAction('services.remove');
  const [withBackup, setWithBackup] = useState(false);
  const [to, setTo] = useState('');

  function confirm() {
    remove.mutate(
      { application, name, ...(withBackup ? { backup: to.trim() } : {}) },
      {
        onSuccess: ({ backup }) => {
          notifyDone(
            backup === null
              ? words.removed(name)
              : `${words.removed(name)} ${texts.service.backedUp(backup)}`,
          );
          onClose();
          navigate(paths.services(application));
        },
      },
    );
  }
  return (
    <div className={styles.question}>
      <p className={styles.text}>
        {words.text} {linkedFolder !== null && words.linkedText}
      </p>
      <Switch
        label={words.backup}
        checked={withBackup}
        onChange={({ currentTarget }) => setWithBackup(currentTarget.checked)}
      />
      {withBackup && (
        <PathInput
          label={words.backupTo}
          description={words.backupHelp}
          what="backup-folder"
          chooseText={texts.drafting.choose}
          chooseLabel={words.chooseBackup}
          value={to}
          onChange={setTo}
          onChosen={(folder) => setTo(backupPath(folder, name))}
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
          disabled={withBackup && to.trim() === ''}
          onClick={confirm}
        >
          {words.confirm}
        </Button>
      </div>
    </div>
  );
}
