import { Button, Modal } from '@mantine/core';
import { useLocation } from 'wouter';
import { errorsIn } from '../../../../contract/index.ts';
import { ChangesView } from '../../../changes/index.ts';
import { useAction, useRoute } from '../../../engine/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { Answer, ErrorNote, ListSkeleton } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Versions.module.css';

/** What is to take the place of the installed folder. */
export type Change = { to: 'version'; number: number } | { to: 'folder'; folder: string };

interface ChangeDialogProps {
  worker: string;
  change: Change;
  onClose: () => void;
}

/** Shows what another version, or the folder it came from, would change; puts it in place and builds it. */
export function ChangeDialog({ worker, change, onClose }: ChangeDialogProps) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.workerVersions;
  const other = change.to === 'version' ? { number: change.number } : { folder: change.folder };
  const comparison = useRoute('workers.compare', { application, worker, with: other }, { keep: false });
  const rollBack = useAction('workers.roll_back');
  const install = useAction('workers.install');
  const found = comparison.data;
  const isUseless = found === undefined || found.isSame || errorsIn(found.findings).length > 0;
  const error = rollBack.error ?? install.error;
  const onSuccess = () => navigate(paths.worker(application, worker, 'build'));

  function go() {
    if (change.to === 'version') {
      rollBack.mutate({ application, worker, number: change.number }, { onSuccess });
    } else {
      install.mutate({ application, path: change.folder, name: worker, replace: true }, { onSuccess });
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={change.to === 'version' ? words.rollBackTitle(change.number) : words.updateTitle}
      size={820}
    >
      <div className={styles.question}>
        <p className={styles.lead}>{words.changeLead}</p>
        <Answer query={comparison} waiting={<ListSkeleton rows={3} />}>
          {(data) => <ChangesView comparison={{ ...data, jobs: [], replacesEdits: false }} />}
        </Answer>
        {error !== null && <ErrorNote error={error} />}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            size="sm"
            disabled={isUseless}
            loading={rollBack.isPending || install.isPending}
            onClick={go}
          >
            {change.to === 'version' ? words.rollBackAndBuild : words.updateAndBuild}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
