import { Link } from 'wouter';
import type { FlowHour } from '../../../contract/index.ts';
import { formatClock } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DayBars.module.css';

const words = texts.flow;

/** The last day as bars: what ended in each hour, and how many runs began. */
export function DayBars({ hours }: { hours: FlowHour[] }) {
  const most = Math.max(1, ...hours.map(({ succeeded, failed }) => succeeded + failed));
  const application = useApplicationId();
  const share = (count: number) => `${(100 * count) / most}%`;
  return (
    <figure className={styles.day}>
      <figcaption className={styles.caption}>
        <span>
          {words.day}{' '}
          <Link href={paths.day(application)} className={styles.link}>
            {words.openDay}
          </Link>
        </span>
        <span className={styles.legend} aria-hidden>
          <span data-what="succeeded">{words.legend.succeeded}</span>
          <span data-what="failed">{words.legend.failed}</span>
        </span>
      </figcaption>
      <ol className={styles.bars} aria-label={words.dayLabel}>
        {hours.map(({ at, runs, succeeded, failed }) => {
          const text = words.hour(formatClock(at), runs, succeeded, failed);
          return (
            <li key={at} className={styles.hour} title={text}>
              <span className={styles.heard}>{text}</span>
              <span className={styles.bar} data-what="failed" style={{ height: share(failed) }} />
              <span className={styles.bar} data-what="succeeded" style={{ height: share(succeeded) }} />
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
