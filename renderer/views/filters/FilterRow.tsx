import type { ReactNode } from 'react';
import styles from './RuleRow.module.css';

interface FilterRowProps {
  /** Of the control. */
  id: string;
  name: string;
  help: string;
  /** Beside the name. */
  mark?: ReactNode;
  /** A control that needs room stands below the words. */
  below?: boolean;
  children: ReactNode;
}

/** A line of the filters: what can be set, what it is for, and its control. */
export function FilterRow({ id, name, help, mark, below = false, children }: FilterRowProps) {
  return (
    <div className={styles.rule} data-below={below || undefined}>
      <div>
        <div className={styles.head}>
          <label className={styles.name} htmlFor={id}>
            {name}
          </label>
          {mark}
        </div>
        <p className={styles.help} id={`${id}-help`}>
          {help}
        </p>
      </div>
      <div>{children}</div>
    </div>
  );
}
