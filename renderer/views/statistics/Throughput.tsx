import type { Statistics } from '../../../contract/index.ts';
import { ChartFigure, Columns } from '../../charts/index.ts';
import { formatCount } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { intervalTexts } from './intervalTexts.ts';
import styles from './StatisticsView.module.css';

const words = texts.statistics;
const { charts } = texts;

/** How much came and was done in each interval. */
export function Throughput({ statistics }: { statistics: Statistics }) {
  const { intervals } = statistics;
  const { label, when, href } = intervalTexts(statistics, useApplicationId());
  const total = (what: 'studies' | 'succeeded' | 'failed') =>
    formatCount(intervals.reduce((sum, one) => sum + one[what], 0));
  return (
    <div className={styles.pair}>
      <ChartFigure
        title={words.studies}
        note={texts.day.total(total('studies'))}
        heads={[charts.when, words.studiesHead, words.runsHead]}
        rows={intervals.map(({ at, studies, runs }) => [when(at), formatCount(studies), formatCount(runs)])}
      >
        <Columns
          label={words.studies}
          columns={intervals.map(({ at, until, studies, runs }) => ({
            key: at,
            label: label(at),
            title: words.studiesTitle(when(at), studies, runs),
            parts: [{ kind: 'begun', value: studies }],
            href: href({ at, until }),
          }))}
        />
      </ChartFigure>
      <ChartFigure
        title={words.jobs}
        note={texts.day.totals(total('succeeded'), total('failed'))}
        keys={[
          { kind: 'succeeded', label: charts.succeeded },
          { kind: 'failed', label: charts.failed },
        ]}
        heads={[charts.when, charts.succeeded, charts.failed]}
        rows={intervals.map(({ at, succeeded, failed }) => [
          when(at),
          formatCount(succeeded),
          formatCount(failed),
        ])}
      >
        <Columns
          label={words.jobs}
          columns={intervals.map(({ at, until, succeeded, failed }) => ({
            key: at,
            label: label(at),
            title: charts.outcome(when(at), succeeded, failed),
            parts: [
              { kind: 'succeeded', value: succeeded },
              { kind: 'failed', value: failed },
            ],
            href: href({ at, until }),
          }))}
        />
      </ChartFigure>
    </div>
  );
}
