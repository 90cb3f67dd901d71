import { Button, Modal } from '@mantine/core';
import { texts } from '../../texts/index.ts';
import styles from './LeaveDialog.module.css';

interface LeaveDialogProps {
  opened: boolean;
  onStay: () => void;
  onKeep: () => void;
  onDiscard: () => void;
}

/** Asks what becomes of what was entered. */
export function LeaveDialog({ opened, onStay, onKeep, onDiscard }: LeaveDialogProps) {
  const words = texts.wizard;
  return (
    <Modal opened={opened} onClose={onStay} title={words.leaveTitle} size={460}>
      <p className={styles.text}>{words.leaveText}</p>
      <div className={styles.actions}>
        <Button variant="subtle" color="red.9" size="sm" className={styles.discard} onClick={onDiscard}>
          {words.discard}
        </Button>
        <Button variant="default" size="sm" onClick={onStay}>
          {words.stay}
        </Button>
        <Button size="sm" onClick={onKeep} data-autofocus>
          {words.keep}
        </Button>
      </div>
    </Modal>
  );
}
