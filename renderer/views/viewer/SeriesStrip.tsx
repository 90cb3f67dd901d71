import type { SeriesSummary } from '../../../contract/index.ts';
import { SeriesThumbnail } from '../../images/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './SeriesStrip.module.css';

const words = texts.viewer;

interface SeriesStripProps {
  series: readonly SeriesSummary[];
  /** Those that are shown. */
  shown: readonly (string | null)[];
  onChoose: (series: string) => void;
}

/** The series of a study beside their images. */
export function SeriesStrip({ series, shown, onChoose }: SeriesStripProps) {
  return (
    <nav className={styles.strip} aria-label={words.seriesStrip}>
      {series.map((one) => (
        <button
          key={one.id}
          type="button"
          className={styles.series}
          aria-pressed={shown.includes(one.id)}
          onClick={() => onChoose(one.id)}
        >
          <SeriesThumbnail series={one.id} instanceCount={one.instanceCount} size={56} />
          <span className={styles.words}>
            <span className={styles.title}>
              {one.SeriesDescription || words.seriesLabel(one.SeriesNumber, one.Modality)}
            </span>
            <span className={styles.count}>
              {one.Modality} · {words.images(one.instanceCount)}
            </span>
          </span>
        </button>
      ))}
    </nav>
  );
}
