import { Button, Modal, Switch, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ApplicationDetail, ApplicationSummary, RouteOutput } from '../../contract/index.ts';
import { routeKey, useAction, useRoute } from '../engine/index.ts';
import { PathInput } from '../forms/index.ts';
import { paths } from '../navigation/index.ts';
import { ErrorNote, Note, notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './RemoveApplication.module.css';

interface RemoveApplicationProps {
  application: ApplicationDetail;
  opened: boolean;
  onClose: () => void;
}

/** Asks what of an application is kept before it is removed. */
export function RemoveApplication({ application, opened, onClose }: RemoveApplicationProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.life.removeTitle(application.name)} size={520}>
      <Question application={application} onClose={onClose} />
    </Modal>
  );
}

function Question({ application, onClose }: Omit<RemoveApplicationProps, 'opened'>) {
  const { id, name, options } = application;
  const words = texts.life;
  const [, navigate] = useLocation();
  const queryClient = useQueryClient();
  const remove = useAction('applications.remove');
  const plan = useRoute('applications.plan_backup', { application: id }, { keep: false });
  const [keepData, setKeepData] = useState(true);
  const [keepImages, setKeepImages] = useState(false);
  const [backup, setBackup] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const isUnsure = !keepData && typed.trim() !== name;
  const isIncomplete = backup !== null && backup.trim() === '';

  function confirm() {
    remove.mutate(
      { application: id, keepData, keepImages, backup: backup === null ? null : backup.trim() },
      {
        onSuccess: (done) => {
          tell(name, done);
          onClose();
          // The way in would lead to it again, until the list is read.
          queryClient.setQueryData<ApplicationSummary[]>(routeKey('applications.list'), (list) =>
            list?.filter((one) => one.id !== id),
          );
          navigate(paths.home());
        },
      },
    );
  }
  return (
    <div className={styles.question}>
      <p className={styles.text}>{words.removeText}</p>
      <Switch
        label={words.keepData}
        description={words.keepDataHelp}
        checked={keepData}
        onChange={({ currentTarget }) => setKeepData(currentTarget.checked)}
      />
      {options.runtime === 'docker' && (
        <Switch
          label={words.keepImages}
          description={words.keepImagesHelp}
          checked={keepImages}
          onChange={({ currentTarget }) => setKeepImages(currentTarget.checked)}
        />
      )}
      <Switch
        label={words.backup}
        description={words.backupHelp}
        checked={backup !== null}
        onChange={({ currentTarget }) => setBackup(currentTarget.checked ? (plan.data?.file ?? '') : null)}
      />
      {backup !== null && (
        <PathInput
          label={words.backupFolder}
          description={words.backupFolderHelp}
          value={backup}
          onChange={setBackup}
          what="backup-folder"
          chooseText={words.choose}
          chooseLabel={words.chooseBackup}
        />
      )}
      {!keepData && (
        <>
          <Note>{words.deletes}</Note>
          <TextInput
            label={words.typeName(name)}
            description={words.typeNameHelp}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </>
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
          disabled={isUnsure || isIncomplete}
          onClick={confirm}
        >
          {words.removeConfirm}
        </Button>
      </div>
    </div>
  );
}

/** What became of it, and of what was to be kept. */
function tell(name: string, { folder, backup, left }: RouteOutput<'applications.remove'>): void {
  const words = texts.life;
  notifyDone(
    [
      words.removed(name),
      ...(folder === null ? [] : [words.keptIn(folder)]),
      ...(backup === null ? [] : [words.copiedTo(backup)]),
    ].join(' '),
  );
  if (left.length > 0) notifyError({ message: words.leftOver, advice: left.join(' ') });
}
