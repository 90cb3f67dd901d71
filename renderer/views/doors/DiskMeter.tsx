import type { DiskState } from '../../../contract/index.ts';
import { formatBytes } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DiskMeter.module.css';

const tones = {
  ok: 'running',
  low: 'warning',
  full: 'failed',
  // That it cannot be written says nothing of how full it is.
  failed: 'running',
} as const satisfies Record<DiskState['state'], string>;

/** How full the disk of the archive is. */
export function DiskMeter({ disk }: { disk: DiskState }) {
  const { freeBytes, totalBytes, state } = disk;
  const used = totalBytes === 0 ? 0 : 1 - freeBytes / totalBytes;
  return (
    <meter
      className={styles.meter}
      data-state={tones[state]}
      min={0}
      max={1}
      value={used}
      aria-label={texts.doors.diskSpace}
      aria-valuetext={texts.doors.freeOf(formatBytes(freeBytes), formatBytes(totalBytes))}
    />
  );
}
