import { Fragment } from 'react';
import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** How much DICOM a job left, and the studies it is about, where what was delivered stands. */
export function DicomResults({ job, count }: { job: JobRun; count: number }) {
  const { application, run } = job;
  const { data } = useRoute('runs.get', { application, run });
  return (
    <p className={styles.note}>
      {texts.jobRun.files.dicom(count)}{' '}
      {data?.studies.map((study, place) => (
        <Fragment key={study.id}>
          {place > 0 && ', '}
          <Link href={paths.study(application, study.id)} className={styles.link}>
            {study.StudyDescription || texts.common.noDescription}
          </Link>
        </Fragment>
      ))}
    </p>
  );
}
