import type { Icon } from '../icons/index.ts';
import type { ReactNode } from 'react';
import styles from './EmptyNote.module.css';

interface EmptyNoteProps {
  /** Absent: it stands as a line within other things. */
  icon?: Icon;
  title: string;
  /** What would be here, and how it comes. */
  text?: string;
  /** Of the title, where it is a heading of the page. */
  heading?: 'h1' | 'h2';
  /** What to do next: at least one button or link. */
  children: NonNullable<ReactNode>;
}

/** Where nothing is: why, and what to do next. The one look of it. */
export function EmptyNote({ icon: Shape, title, text, heading, children }: EmptyNoteProps) {
  const Title = heading ?? 'p';
  return (
    <div className={styles.note} data-empty-note={Shape === undefined ? 'line' : 'whole'}>
      {Shape !== undefined && (
        <span className={styles.icon}>
          <Shape size={24} stroke={1.6} aria-hidden />
        </span>
      )}
      <div className={styles.words}>
        <Title className={styles.title}>{title}</Title>
        {text !== undefined && <p className={styles.text}>{text}</p>}
      </div>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
