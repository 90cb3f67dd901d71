import type { TagElement } from '../../../contract/index.ts';
import { formatBytes } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Elements.module.css';

type Side = Pick<TagElement, 'value' | 'isCut' | 'length' | 'items'>;

/** The value of an element on one line. */
export function ElementValue({ kind, side }: { kind: TagElement['kind']; side: Side }) {
  const words = texts.instance;
  const { value, isCut, length, items } = side;
  if (kind === 'item') return null;
  if (kind === 'sequence') return <span className={styles.quiet}>{words.items(items)}</span>;
  if (kind === 'binary') {
    return (
      <span className={styles.binary}>
        <span className={styles.quiet}>
          {[formatBytes(length ?? 0), items > 0 ? words.fragments(items) : '']
            .filter((one) => one !== '')
            .join(', ')}
        </span>{' '}
        {value}
        {isCut && '…'}
      </span>
    );
  }
  if (value === '') return <span className={styles.quiet}>{words.empty}</span>;
  return (
    <span>
      {value.replaceAll(/[\r\n\t]+/g, ' ')}
      {isCut && '…'}
    </span>
  );
}
