import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { formatDicomDate } from '../../format/index.ts';
import { paths } from '../../navigation/index.ts';
import { DataTable, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './parts.module.css';
import type { JobRun } from './types.ts';

/** What it is run on: the studies of its run, and of them the study or series that it is about. */
export function InputPart({ job }: { job: JobRun }) {
  const words = texts.jobRun.input;
  const { application, run, entity } = job;
  const { data } = useRoute('runs.get', { application, run });
  if (data === undefined) return null;
  return (
    <Section title={words.title}>
      <p className={styles.message}>
        {entity === null
          ? words.wholeRun(texts.common.series(data.seriesCount), texts.common.images(data.instanceCount))
          : words.entity(entity.text)}
      </p>
      <DataTable
        label={words.title}
        rows={data.studies}
        rowId={(study) => study.id}
        columns={[
          {
            id: 'study',
            header: words.study,
            cell: (study) => (
              <Link href={paths.study(application, study.id)} className={styles.link}>
                {study.StudyDescription || texts.common.noDescription}
              </Link>
            ),
          },
          { id: 'date', header: words.date, cell: (study) => formatDicomDate(study.StudyDate) },
          { id: 'series', header: words.series, end: true, cell: (study) => String(study.seriesCount) },
        ]}
      />
    </Section>
  );
}
