import { Link } from 'wouter';
import type { DiskState } from '../../../contract/index.ts';
import { formatBytes } from '../../format/index.ts';
import { IconArchive } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ArchiveBox.module.css';
import { DiskMeter } from './DiskMeter.tsx';

interface ArchiveBoxProps {
  /** Null while it is not known. */
  images: number | null;
  disk: DiskState;
}

/** Where all doors lead. */
export function ArchiveBox({ images, disk }: ArchiveBoxProps) {
  const application = useApplicationId();
  const words = texts.doors;
  return (
    <section className={styles.box} aria-label={words.archive}>
      <span className={styles.icon}>
        <IconArchive size={26} stroke={1.5} aria-hidden />
      </span>
      <h2 className={styles.title}>{words.archive}</h2>
      {images !== null && (
        <Link className={styles.images} href={paths.studies(application)}>
          {words.archiveImages(images)}
        </Link>
      )}
      <div className={styles.disk}>
        <DiskMeter disk={disk} />
        <Link className={styles.free} href={paths.diskSpace(application)}>
          {words.free(formatBytes(disk.freeBytes))}
        </Link>
      </div>
    </section>
  );
}
