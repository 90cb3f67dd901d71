import type { Icon } from '../icons/index.ts';
import type { ReactNode } from 'react';
import styles from './EmptyNote.module.css';

interface EmptyNoteProps {
  icon: Icon;
  title: string;
  text?: string;
  /** It is all there is on the page: the title is the page's heading. */
  whole?: boolean;
  /** What one may do about it. */
  children?: ReactNode;
}

/** Where nothing is: what would be here, and how it comes. */
export function EmptyNote({ icon: Shape, title, text, whole = false, children }: EmptyNoteProps) {
  const Title = whole ? 'h1' : 'p';
  return (
    <div className={styles.note}>
      <span className={styles.icon}>
        <Shape size={24} stroke={1.6} aria-hidden />
      </span>
      <Title className={styles.title}>{title}</Title>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children !== undefined && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
