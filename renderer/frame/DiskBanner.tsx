import { Link } from 'wouter';
import { useRoute } from '../engine/index.ts';
import { formatBytes } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Banner.module.css';

/** Says above every view that the disk of the archive is filling up, while it is. */
export function DiskBanner() {
  const application = useApplicationId();
  const words = texts.doors;
  const disk = useRoute('doors.list', { application }).data?.disk;
  const isFull = disk?.state === 'full';
  const tone = isFull ? 'failed' : 'warning';
  return (
    <div aria-live="polite">
      {disk !== undefined && disk.state !== 'ok' && (
        <div className={styles.banner} data-state={tone}>
          <StateIcon tone={tone} />
          <span className={styles.words}>
            {isFull ? `${words.diskFull} ${words.diskFullHelp}` : words.diskLow}{' '}
            {words.freeOf(formatBytes(disk.freeBytes), formatBytes(disk.totalBytes))}.{' '}
            <Link href={paths.diskSpace(application)} className={styles.link}>
              {words.diskSpace}
            </Link>
          </span>
        </div>
      )}
    </div>
  );
}
