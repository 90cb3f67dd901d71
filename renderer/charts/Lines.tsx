import { ColumnLink, Marks } from './Columns.tsx';
import { heightOfTimes } from './scale.ts';
import styles from './Charts.module.css';

/** A moment of lines of time: null where nothing is known of it. */
interface Moment {
  key: number;
  label: string;
  title: string;
  /** Where it leads. */
  href: string;
  values: { kind: string; ms: number | null }[];
}

interface LinesProps {
  label: string;
  moments: readonly Moment[];
  /** Low, for several beside each other. */
  isSmall?: boolean;
}

const mostLabels = { whole: 8, small: 4 };

/** Lengths of time as lines over a period. One moment is in the tab order, arrow keys move among them. */
export function Lines({ label, moments, isSmall = false }: LinesProps) {
  const longest = Math.max(0, ...moments.flatMap(({ values }) => values.map(({ ms }) => ms ?? 0)));
  const { most, marks } = heightOfTimes(longest);
  const kinds = moments[0]?.values.map(({ kind }) => kind) ?? [];
  const every = Math.ceil(moments.length / (isSmall ? mostLabels.small : mostLabels.whole));
  const xOf = (index: number) => (100 * (index + 0.5)) / moments.length;
  const yOf = (ms: number) => 100 - (100 * ms) / most;
  return (
    <div className={styles.plot} data-small={isSmall || undefined} data-times>
      <Marks most={most} marks={marks} />
      <svg className={styles.lines} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        {kinds.map((kind, line) => (
          <path
            key={kind}
            data-kind={kind}
            d={pathOf(
              moments.map(({ values }, index) => {
                const ms = values[line]?.ms ?? null;
                return ms === null ? null : [xOf(index), yOf(ms)];
              }),
            )}
          />
        ))}
      </svg>
      <ol className={styles.columns} aria-label={label}>
        {moments.map(({ key, label: below, title, href, values }, index) => (
          <li key={key}>
            <ColumnLink href={href} title={title} isReachable={index === 0}>
              {values.map(
                ({ kind, ms }) =>
                  ms !== null && (
                    <span key={kind} className={styles.dot} data-kind={kind} style={{ top: `${yOf(ms)}%` }} />
                  ),
              )}
            </ColumnLink>
            {index % every === 0 && (
              <span className={styles.below} aria-hidden>
                {below}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A line through the points, broken where one is missing. */
function pathOf(points: readonly (readonly [x: number, y: number] | null)[]): string {
  return points
    .map((point, index) => {
      if (point === null) return '';
      const isBegun = index > 0 && points[index - 1] !== null;
      return `${isBegun ? 'L' : 'M'}${point.map((value) => Math.round(value * 100) / 100).join(' ')}`;
    })
    .join('');
}
