import { Button, Modal, Switch } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Components.module.css';

/** Asks what of Orthanc is kept before it is removed. */
export function RemoveComponent({ onClose }: { onClose: () => void }) {
  const application = useApplicationId();
  const words = texts.components;
  const remove = useAction('components.remove');
  const [keepData, setKeepData] = useState(true);
  return (
    <Modal opened onClose={onClose} title={words.removeTitle(words.names.orthanc)} size={460}>
      <div className={styles.question}>
        <p className={styles.text}>{words.removeText}</p>
        <Switch
          label={words.keepData}
          description={words.keepDataHelp}
          checked={keepData}
          onChange={({ currentTarget }) => setKeepData(currentTarget.checked)}
        />
        {remove.error !== null && <ErrorNote error={remove.error} />}
        <div className={styles.foot}>
          <Button variant="default" size="sm" onClick={onClose} data-autofocus>
            {texts.common.cancel}
          </Button>
          <Button
            color="red.9"
            size="sm"
            loading={remove.isPending}
            onClick={() =>
              remove.mutate(
                { application, component: 'orthanc', keepData },
                {
                  onSuccess: () => {
                    notifyDone(words.removed);
                    onClose();
                  },
                },
              )
            }
          >
            {words.removeConfirm}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
