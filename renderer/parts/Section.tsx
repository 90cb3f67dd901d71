import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  /** Beside the title, e.g. a count. */
  mark?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a view under its own heading. */
export function Section({ title, mark, actions, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {mark}
        <span className={styles.actions}>{actions}</span>
      </div>
      {children}
    </section>
  );
}
