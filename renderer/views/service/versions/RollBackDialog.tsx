import { Modal } from '@mantine/core';
import { useAction, useRoute } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { ProposedChanges } from '../../../versions/index.ts';
import styles from './Versions.module.css';

interface RollBackDialogProps {
  service: string;
  number: number;
  onClose: () => void;
}

/** Shows what putting an earlier version back would change, and does it. */
export function RollBackDialog({ service: name, number, onClose }: RollBackDialogProps) {
  const application = useApplicationId();
  const words = texts.service.versions;
  const comparison = useRoute('services.compare', { application, name, with: { number } }, { keep: false });
  const rollBack = useAction('services.roll_back');
  function onSuccess() {
    notifyDone(words.rolledBack(number));
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={words.rollBackTitle(number)} size={820}>
      <p className={styles.question}>{words.rollBackLead}</p>
      <ProposedChanges
        query={comparison}
        action={words.rollBack}
        busy={rollBack.isPending}
        error={rollBack.error}
        onGo={() => rollBack.mutate({ application, name, number }, { onSuccess })}
        onCancel={onClose}
      />
    </Modal>
  );
}
