import { useId, type ReactNode } from 'react';
import { HelpLink, type HelpPlace } from '../help/index.ts';
import styles from './Part.module.css';

interface PartProps {
  title: string;
  /** The paragraph of the documents that explains them. */
  place?: HelpPlace;
  children: ReactNode;
}

/** Settings that belong together. */
export function Part({ title, place, children }: PartProps) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {place !== undefined && <HelpLink place={place} about={title} />}
      </div>
      <Fields>{children}</Fields>
    </section>
  );
}

/** Settings below each other in one box. */
export function Fields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}
