import { Button, Modal, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { SourceInput } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { FetchPart, folderToLookAt, useFetched, type FetchRecord } from '../../fetching/index.ts';
import { PathInput } from '../../forms/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './RestoreDialog.module.css';

interface RestoreDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Installs a service from a backup of it. */
export function RestoreDialog({ opened, onClose }: RestoreDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.services.restoring.title} size={560}>
      <Question onClose={onClose} />
    </Modal>
  );
}

function Question({ onClose }: Omit<RestoreDialogProps, 'opened'>) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.services.restoring;
  const [path, setPath] = useState('');
  const [name, setName] = useState('');
  const [replace, setReplace] = useState(false);
  const [record, setRecord] = useState<FetchRecord | null>(null);
  const fetched = useFetched(sourceOf(path.trim()), record, setRecord);
  const restore = useAction('services.restore');
  const staged = fetched.staged?.state === 'ready' ? fetched.staged : null;
  const mustChoose = staged !== null && folderToLookAt(staged, 'service') === null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (path.trim() === '' || mustChoose) return;
    if (staged === null) {
      void fetched.begin(true);
      return;
    }
    restore.mutate(
      {
        application,
        source: { staged: staged.id },
        replace,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      },
      {
        onSuccess: (service) => {
          notifyDone(words.restored(service.name));
          onClose();
          navigate(paths.service(application, service.name));
        },
      },
    );
  }
  return (
    <form className={styles.question} onSubmit={submit}>
      <p className={styles.text}>{words.text}</p>
      <PathInput
        label={words.path}
        description={words.pathHelp}
        what="archive-file"
        chooseText={texts.drafting.choose}
        chooseLabel={words.chooseBackup}
        data-autofocus
        value={path}
        onChange={setPath}
      />
      {(fetched.staged !== undefined || fetched.error !== null) && (
        <FetchPart fetched={fetched} what="service">
          {() => (
            <>
              <TextInput
                label={words.name}
                description={words.nameHelp}
                value={name}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
              />
              <Switch
                label={words.replace}
                description={words.replaceHelp}
                checked={replace}
                onChange={({ currentTarget }) => setReplace(currentTarget.checked)}
              />
            </>
          )}
        </FetchPart>
      )}
      {restore.error !== null && <ErrorNote error={restore.error} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button
          type="submit"
          size="sm"
          loading={restore.isPending || fetched.staged?.state === 'fetching'}
          disabled={path.trim() === '' || mustChoose}
        >
          {staged === null ? words.look : words.confirm}
        </Button>
      </div>
    </form>
  );
}

/** A backup is a folder or an archive of one. */
function sourceOf(path: string): SourceInput {
  return /\.(?:zip|tar|tgz|tar\.gz)$/i.test(path) ? { kind: 'archive', path } : { kind: 'folder', path };
}
