import { useElementSize } from '@mantine/hooks';
import type { DrawnTimeline, Timeline } from '../../../../contract/index.ts';
import { formatDuration } from '../../../format/index.ts';
import { RowLink, StateIcon } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { ArrivalBar } from './ArrivalBar.tsx';
import { ticksOf } from './axis.ts';
import { TimelineBar } from './TimelineBar.tsx';
import { titleOf } from './titleOf.ts';
import styles from './Timeline.module.css';

const words = texts.timeline;
/** Room that a mark of the axis needs, in pixels. */
const roomOfTick = 90;
/** Of a row, in pixels. */
const rowHeight = 28;

interface TimelineChartProps {
  timeline: Timeline;
  drawn: DrawnTimeline;
  /** Begin with the first image instead of the planning. */
  hasArrival: boolean;
  current: string | null;
  href: (jobRun: string) => string;
}

/** The jobs of a run on a time axis. */
export function TimelineChart({ timeline, drawn, hasArrival, current, href }: TimelineChartProps) {
  const { ref, width } = useElementSize();
  const span = {
    from: hasArrival ? Math.min(timeline.firstInstanceAt, drawn.from) : drawn.from,
    to: drawn.to,
  };
  // The header is the first row.
  const firstJob = hasArrival ? 3 : 2;
  const ticks = ticksOf(span.from, span.to, Math.max(2, Math.floor(width / roomOfTick)));
  return (
    <table className={styles.chart} aria-label={words.label} data-plain>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{words.job}</th>
          <th scope="col" className={styles.axis}>
            <span className="unseen">{words.course}</span>
            <div ref={ref} className={styles.ticks} aria-hidden>
              {ticks.map(({ at, percent, label }) => (
                <span key={at} style={{ left: `${percent}%` }}>
                  {label}
                </span>
              ))}
            </div>
          </th>
          <th scope="col" title={words.decidedHelp}>
            {words.decided}
          </th>
        </tr>
      </thead>
      <tbody>
        {hasArrival && (
          <tr className={styles.row} aria-rowindex={2}>
            <th scope="row">{words.arriving}</th>
            <td>
              <ArrivalBar timeline={timeline} span={span} />
            </td>
            <td>{null}</td>
          </tr>
        )}
        {drawn.lines.map(({ job, parts, costMs, slackMs }, index) => (
          <tr
            key={job.id}
            className={styles.row}
            aria-rowindex={index + firstJob}
            data-current={job.id === current || undefined}
            data-linked
          >
            <th scope="row" title={titleOf(job)}>
              <StateIcon tone={job.state} size={14} />
              <RowLink href={href(job.id)} current={job.id === current}>
                {titleOf(job)}
              </RowLink>
            </th>
            <td className={styles.course}>
              {index === 0 && <Grid ticks={ticks} rows={drawn.lines.length} />}
              <TimelineBar parts={parts} span={span} isOnPath={costMs !== null} />
            </td>
            <td className={styles.decided} data-on-path={costMs !== null || undefined}>
              {costMs !== null
                ? words.cost(formatDuration(costMs))
                : slackMs !== null && words.slack(formatDuration(slackMs))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lines of the axis through all rows, drawn once. */
function Grid({ ticks, rows }: { ticks: ReturnType<typeof ticksOf>; rows: number }) {
  return (
    <div className={styles.grid} style={{ height: rowHeight * rows }} aria-hidden>
      {ticks.map(({ at, percent }) => (
        <span key={at} style={{ left: `${percent}%` }} />
      ))}
    </div>
  );
}
