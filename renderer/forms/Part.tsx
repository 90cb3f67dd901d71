import { useId, type ReactNode } from 'react';
import styles from './Part.module.css';

/** Settings that belong together. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 className={styles.title} id={id}>
        {title}
      </h2>
      <Fields>{children}</Fields>
    </section>
  );
}

/** Settings below each other in one box. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}
