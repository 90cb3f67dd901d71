import type { DiskUse } from '../../../contract/index.ts';
import { formatBytes } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DiskUseView.module.css';

/** Shares of the space in one line; the table below says the same in numbers. */
export function DiskBar({ use }: { use: DiskUse }) {
  const words = texts.diskUse;
  const shares = use.parts.toSorted((one, other) => other.bytes - one.bytes);
  return (
    <div className={styles.bar} aria-hidden>
      {shares.map(({ part, bytes }, place) => (
        <span
          key={part}
          className={styles.share}
          data-place={Math.min(place, 5)}
          style={{ flexGrow: bytes }}
          title={`${words.parts[part]}: ${formatBytes(bytes)}`}
        />
      ))}
    </div>
  );
}
