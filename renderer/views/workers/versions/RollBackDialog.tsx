import { Modal } from '@mantine/core';
import { useLocation } from 'wouter';
import { useAction, useRoute } from '../../../engine/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { texts } from '../../../texts/index.ts';
import { ProposedChanges } from '../../../versions/index.ts';
import styles from './Versions.module.css';

interface RollBackDialogProps {
  worker: string;
  number: number;
  onClose: () => void;
}

/** Shows what putting an earlier version of a worker back would change; does it, and builds it. */
export function RollBackDialog({ worker, number, onClose }: RollBackDialogProps) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.workerVersions;
  const comparison = useRoute('workers.compare', { application, worker, with: { number } }, { keep: false });
  const rollBack = useAction('workers.roll_back');
  const onSuccess = () => navigate(paths.worker(application, worker, 'build'));
  return (
    <Modal opened onClose={onClose} title={texts.service.versions.rollBackTitle(number)} size={820}>
      <p className={styles.question}>{words.changeLead}</p>
      <ProposedChanges
        query={comparison}
        action={words.rollBackAndBuild}
        busy={rollBack.isPending}
        error={rollBack.error}
        onGo={() => rollBack.mutate({ application, worker, number }, { onSuccess })}
        onCancel={onClose}
      />
    </Modal>
  );
}
