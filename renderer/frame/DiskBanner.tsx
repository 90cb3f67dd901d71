import { Link } from 'wouter';
import type { DiskState } from '../../contract/index.ts';
import { useRoute } from '../engine/index.ts';
import { formatBytes } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Banner.module.css';

/** Says above every view that the disk of the archive is filling up or cannot be written, while that is so. */
export function DiskBanner() {
  const application = useApplicationId();
  const words = texts.doors;
  const disk = useRoute('doors.list', { application }).data?.disk;
  const tone = disk?.state === 'low' ? 'warning' : 'failed';
  return (
    <div aria-live="polite">
      {disk !== undefined && disk.state !== 'ok' && (
        <div className={styles.banner} data-state={tone}>
          <StateIcon tone={tone} />
          <span className={styles.words}>
            {wordsOf(disk)}{' '}
            <Link href={paths.diskSpace(application)} className={styles.link}>
              {words.diskSpace}
            </Link>
          </span>
        </div>
      )}
    </div>
  );
}

function wordsOf({ state, freeBytes, totalBytes }: DiskState): string {
  const words = texts.doors;
  if (state === 'failed') return `${words.diskFailed} ${words.diskFailedHelp}`;
  const free = `${words.freeOf(formatBytes(freeBytes), formatBytes(totalBytes))}.`;
  return state === 'full' ? `${words.diskFull} ${words.diskFullHelp} ${free}` : `${words.diskLow} ${free}`;
}
