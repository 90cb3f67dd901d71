import { Link } from 'wouter';
import type { ProcessedJob } from '../../contract/index.ts';
import { formatBytes } from '../format/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import styles from './studyWork.module.css';

/** The first files that a job left; each leads to where it can be looked at. */
export function JobFiles({ run, job }: { run: string; job: ProcessedJob }) {
  const application = useApplicationId();
  if (job.fileCount === 0) return texts.common.none;
  const href = paths.jobRun(application, run, job.id, 'files');
  const more = job.fileCount - job.files.length;
  return (
    <ul className={styles.files}>
      {job.files.map(({ path, size }) => (
        <li key={path}>
          <Link href={href} title={path}>
            {path.slice(path.lastIndexOf('/') + 1)}
          </Link>{' '}
          <span className={styles.quiet}>{formatBytes(size)}</span>
        </li>
      ))}
      {more > 0 && (
        <li>
          <Link href={href}>{texts.studyWork.moreFiles(more)}</Link>
        </li>
      )}
    </ul>
  );
}
