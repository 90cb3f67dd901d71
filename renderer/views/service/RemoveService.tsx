import { useLocation } from 'wouter';
import type { ServiceDetail } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { joinPath } from '../../forms/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyDone } from '../../parts/index.ts';
import { RemoveDialog } from '../../removing/index.ts';
import { texts } from '../../texts/index.ts';

interface RemoveServiceProps {
  service: ServiceDetail;
  opened: boolean;
  onClose: () => void;
}

/** Removes a service once it was asked what of it is kept. */
export function RemoveService({ service: { name, linkedFolder }, opened, onClose }: RemoveServiceProps) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.service.removing;
  const remove = useAction('services.remove');
  function onSuccess({ backup }: { backup: string | null }) {
    notifyDone([words.removed(name), ...(backup === null ? [] : [texts.service.backedUp(backup)])].join(' '));
    onClose();
    navigate(paths.services(application));
  }
  return (
    <RemoveDialog
      opened={opened}
      onClose={onClose}
      title={words.title(name)}
      text={linkedFolder === null ? words.text : `${words.text} ${words.linkedText}`}
      backup={{ help: words.backupHelp, pathIn: (folder) => joinPath(folder, `${name}.zip`) }}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={(backup) => remove.mutate({ application, name, ...backup }, { onSuccess })}
    />
  );
}
