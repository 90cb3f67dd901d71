import type { Quantiles, Statistics } from '../../../contract/index.ts';
import { ChartFigure, Lines } from '../../charts/index.ts';
import { formatDuration } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { intervalTexts } from './intervalTexts.ts';
import styles from './StatisticsView.module.css';

const words = texts.statistics;
const { charts } = texts;
const keys = [
  { kind: 'p50', label: charts.p50 },
  { kind: 'p95', label: charts.p95 },
];
/** Jobs that have a chart of their own. */
const mostCharts = 6;

/** How long jobs took and were queued, from interval to interval. */
export function Durations({ statistics }: { statistics: Statistics }) {
  const followed = statistics.jobs.filter(({ tookBy, took }) => tookBy !== undefined && took !== null);
  return (
    <div className={styles.pair}>
      <TimesChart
        title={words.waiting}
        statistics={statistics}
        times={statistics.intervals.map(({ queued }) => queued)}
      />
      {followed.slice(0, mostCharts).map(({ jobName, service, tookBy = [] }) => (
        <TimesChart
          key={`${jobName} ${service}`}
          title={words.durationOf(jobName)}
          statistics={statistics}
          times={tookBy}
        />
      ))}
    </div>
  );
}

interface TimesChartProps {
  title: string;
  statistics: Statistics;
  /** Of each interval. */
  times: readonly (Quantiles | null)[];
}

function TimesChart({ title, statistics, times }: TimesChartProps) {
  const { label, when, href } = intervalTexts(statistics, useApplicationId());
  const moments = statistics.intervals.map(({ at, until }, index) => ({
    at,
    until,
    time: times[index] ?? null,
  }));
  const inWords = (ms: number | undefined) => (ms === undefined ? texts.common.none : formatDuration(ms));
  return (
    <ChartFigure
      title={title}
      keys={keys}
      heads={[charts.when, charts.p50, charts.p95]}
      rows={moments.map(({ at, time }) => [when(at), inWords(time?.p50Ms), inWords(time?.p95Ms)])}
    >
      <Lines
        label={title}
        isSmall
        moments={moments.map(({ at, until, time }) => ({
          key: at,
          label: label(at),
          href: href({ at, until }),
          title:
            time === null
              ? words.nothingAt(when(at))
              : words.quantiles(when(at), formatDuration(time.p50Ms), formatDuration(time.p95Ms)),
          values: [
            { kind: 'p50', ms: time?.p50Ms ?? null },
            { kind: 'p95', ms: time?.p95Ms ?? null },
          ],
        }))}
      />
    </ChartFigure>
  );
}
