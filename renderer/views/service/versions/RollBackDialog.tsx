import { Button, Modal } from '@mantine/core';
import { errorsIn } from '../../../../contract/index.ts';
import { ChangesView } from '../../../changes/index.ts';
import { useAction, useRoute } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Answer, ErrorNote, ListSkeleton, notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
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
  const hasErrors = errorsIn(comparison.data?.findings ?? []).length > 0;
  return (
    <Modal opened onClose={onClose} title={words.rollBackTitle(number)} size={820}>
      <div className={styles.question}>
        <p className={styles.lead}>{words.rollBackLead}</p>
        <Answer query={comparison} waiting={<ListSkeleton rows={3} />}>
          {(found) => <ChangesView comparison={found} />}
        </Answer>
        {rollBack.error !== null && <ErrorNote error={rollBack.error} />}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            size="sm"
            disabled={comparison.data === undefined || hasErrors}
            loading={rollBack.isPending}
            onClick={() =>
              rollBack.mutate(
                { application, name, number },
                {
                  onSuccess: () => {
                    notifyDone(words.rolledBack(number));
                    onClose();
                  },
                },
              )
            }
          >
            {words.rollBack}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
