import type { SeriesSummary } from '../../../contract/index.ts';
import { chosenColumn, useChosenRows } from '../../choosing/index.ts';
import { formatBytes, formatCount } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { DataTable, Section } from '../../parts/index.ts';
import { StudiesChosenBar } from '../../studyWork/index.ts';
import { texts } from '../../texts/index.ts';
import { Modalities } from './Modalities.tsx';
import styles from './SeriesTable.module.css';

/** The series of a study. */
export function SeriesTable({ series }: { series: SeriesSummary[] }) {
  const application = useApplicationId();
  const words = texts.studies;
  const nameOf = ({ SeriesNumber, Modality }: SeriesSummary) => words.seriesName(SeriesNumber, Modality);
  const shown = series.map((one) => ({ id: one.id, name: nameOf(one) }));
  const chosen = useChosenRows({ shown: shown.map(({ id }) => id) });
  return (
    <Section title={words.seriesTitle}>
      {series.length > 0 && (
        <div className={styles.choosing}>
          <StudiesChosenBar chosen={chosen} part="series" shown={shown} inside />
        </div>
      )}
      <DataTable
        label={words.seriesTitle}
        rows={series}
        rowId={(one) => one.id}
        href={(one) => paths.series(application, one.id)}
        columns={[
          chosenColumn(chosen, (one) => one.id, nameOf),
          {
            id: 'number',
            header: words.columnNumber,
            width: '56px',
            cell: (one) => (
              <>
                <span className="unseen">{words.seriesPageTitle} </span>
                {one.SeriesNumber || texts.common.none}
              </>
            ),
          },
          {
            id: 'modality',
            header: words.columnModality,
            width: '96px',
            cell: (one) => <Modalities values={[one.Modality]} />,
          },
          {
            id: 'description',
            header: words.columnDescription,
            cell: (one) => (
              <span className={styles.description}>
                {one.SeriesDescription || texts.common.noDescription}
              </span>
            ),
          },
          {
            id: 'bodyPart',
            header: words.columnBodyPart,
            width: '180px',
            cell: (one) => one.BodyPartExamined,
          },
          {
            id: 'images',
            header: words.columnImages,
            width: '90px',
            end: true,
            cell: (one) => formatCount(one.instanceCount),
          },
          {
            id: 'size',
            header: words.columnSize,
            width: '90px',
            end: true,
            cell: (one) => formatBytes(one.bytes),
          },
        ]}
      />
    </Section>
  );
}
