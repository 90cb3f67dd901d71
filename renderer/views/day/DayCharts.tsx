import type { Activity } from '../../../contract/index.ts';
import { ChartFigure, Columns } from '../../charts/index.ts';
import { formatCount, formatDay, formatHour } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DayView.module.css';

const words = texts.charts;
const hoursOfDay = 25;

interface DayChartsProps {
  hours: Activity[];
  /** The one whose runs are shown. */
  hour: Activity | null;
  hrefOf: (at: number) => string;
}

const sum = (
  hours: readonly Activity[],
  what: 'runs' | 'runsSucceeded' | 'runsFailed' | 'succeeded' | 'failed',
) => hours.reduce((total, one) => total + one[what], 0);

/** Three charts of the same hours: runs that began, runs that ended, jobs that ended. */
export function DayCharts({ hours, hour, hrefOf }: DayChartsProps) {
  const isOneDay = hours.length <= hoursOfDay;
  const labelOf = (at: number) => (isOneDay ? formatHour(at) : `${formatDay(at)} ${formatHour(at)}`);
  const whenOf = (at: number) => words.hour(formatHour(at), formatDay(at));
  const shared = ({ at }: Activity) => ({
    key: at,
    label: labelOf(at),
    href: hrefOf(at),
    isCurrent: at === hour?.at,
  });
  const outcomes = (one: Activity, succeeded: number, failed: number) => ({
    ...shared(one),
    title: words.outcome(whenOf(one.at), succeeded, failed),
    parts: [
      { kind: 'succeeded', value: succeeded },
      { kind: 'failed', value: failed },
    ],
  });
  const keys = [
    { kind: 'succeeded', label: words.succeeded },
    { kind: 'failed', label: words.failed },
  ];
  const heads = [words.when, words.succeeded, words.failed];
  return (
    <div className={styles.charts}>
      <ChartFigure
        title={texts.day.arrivals}
        note={texts.day.total(formatCount(sum(hours, 'runs')))}
        heads={[words.when, words.begun]}
        rows={hours.map(({ at, runs }) => [whenOf(at), formatCount(runs)])}
      >
        <Columns
          label={texts.day.arrivals}
          columns={hours.map((one) => ({
            ...shared(one),
            title: words.inHour(whenOf(one.at), one.runs),
            parts: [{ kind: 'begun', value: one.runs }],
          }))}
        />
      </ChartFigure>
      <ChartFigure
        title={texts.day.runOutcomes}
        note={texts.day.totals(
          formatCount(sum(hours, 'runsSucceeded')),
          formatCount(sum(hours, 'runsFailed')),
        )}
        keys={keys}
        heads={heads}
        rows={hours.map(({ at, ...one }) => [
          whenOf(at),
          formatCount(one.runsSucceeded),
          formatCount(one.runsFailed),
        ])}
      >
        <Columns
          label={texts.day.runOutcomes}
          columns={hours.map((one) => outcomes(one, one.runsSucceeded, one.runsFailed))}
        />
      </ChartFigure>
      <ChartFigure
        title={texts.day.jobOutcomes}
        note={texts.day.totals(formatCount(sum(hours, 'succeeded')), formatCount(sum(hours, 'failed')))}
        keys={keys}
        heads={heads}
        rows={hours.map(({ at, succeeded, failed }) => [
          whenOf(at),
          formatCount(succeeded),
          formatCount(failed),
        ])}
      >
        <Columns
          label={texts.day.jobOutcomes}
          columns={hours.map((one) => outcomes(one, one.succeeded, one.failed))}
        />
      </ChartFigure>
    </div>
  );
}
