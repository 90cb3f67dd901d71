import { Button, Modal } from '@mantine/core';
import { texts } from '../texts/index.ts';
import styles from './Confirm.module.css';

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What it means to go on. */
  text: string;
  /** Name of the button that does it. */
  action: string;
  /** Name of the button that leaves all as it is, where "Cancel" would be misread. */
  back?: string;
  busy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done that cannot be undone. */
export function Confirm({ opened, title, text, action, back, busy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={440}>
      <p className={styles.text}>{text}</p>
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose} data-autofocus>
          {back ?? texts.common.cancel}
        </Button>
        <Button color="red.9" size="sm" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Modal>
  );
}
