import type { ReactNode } from 'react';
import styles from './Note.module.css';
import { StateIcon } from './StateIcon.tsx';

interface NoteProps {
  children: ReactNode;
  /** What one may do about it. */
  action?: ReactNode;
}

/** Something that should be known, though nothing has failed. */
export function Note({ children, action }: NoteProps) {
  return (
    <div className={styles.note} data-state="warning">
      <StateIcon tone="warning" size={18} />
      <p className={styles.words}>{children}</p>
      {action}
    </div>
  );
}
