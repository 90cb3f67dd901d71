import { Fragment, type ReactNode } from 'react';
import styles from './KeyValues.module.css';

/** Names and their values, one pair a line. Pairs without a value are left out by the caller. */
export function KeyValues({ pairs }: { pairs: [name: string, value: ReactNode][] }) {
  return (
    <dl className={styles.list}>
      {pairs.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
