import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RouteOutput } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { RemoveDialog } from '../../removing/index.ts';
import { texts } from '../../texts/index.ts';

interface RemoveWorkerProps {
  worker: string;
  opened: boolean;
  onClose: () => void;
}

/** Removes a worker once it was asked what of it is kept. */
export function RemoveWorker({ worker, opened, onClose }: RemoveWorkerProps) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.workers;
  const remove = useAction('workers.remove');
  const [withImage, setWithImage] = useState(true);
  function onSuccess({ backup, problem }: RouteOutput<'workers.remove'>) {
    notifyDone([words.removed(worker), ...(backup === null ? [] : [words.backedUp(backup)])].join(' '));
    if (problem !== null) notifyError({ message: problem });
    onClose();
    navigate(paths.workers(application));
  }
  return (
    <RemoveDialog
      opened={opened}
      onClose={onClose}
      title={words.removeTitle(worker)}
      text={words.removeText}
      backup={{ help: words.backupHelp }}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={(backup) =>
        remove.mutate({ application, worker, keepImage: !withImage, ...backup }, { onSuccess })
      }
    >
      <Switch
        label={words.removeImage}
        description={words.removeImageHelp}
        checked={withImage}
        onChange={({ currentTarget }) => setWithImage(currentTarget.checked)}
      />
    </RemoveDialog>
  );
}
