import { Switch } from '@mantine/core';
import { useState } from 'react';
import { drawTimeline, type DrawnTimeline, type Timeline } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { formatDuration } from '../../../format/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Answer } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { useNow } from '../../../ticker/index.ts';
import styles from './Timeline.module.css';
import { TimelineChart } from './TimelineChart.tsx';
import { TimelineNumbers } from './TimelineNumbers.tsx';
import { titleOf } from './titleOf.ts';

const words = texts.timeline;

interface RunTimelineProps {
  run: string;
  current: string | null;
  href: (jobRun: string) => string;
}

/** When what of a run happened, and what decided how long it took. */
export function RunTimeline({ run, ...others }: RunTimelineProps) {
  const application = useApplicationId();
  const query = useRoute('runs.timeline', { application, run });
  return (
    <Answer query={query}>
      {(timeline) =>
        timeline.finishedAt === null ? (
          <TickingTimeline timeline={timeline} {...others} />
        ) : (
          <TimelineParts
            timeline={timeline}
            drawn={drawTimeline(timeline, timeline.finishedAt)}
            {...others}
          />
        )
      }
    </Answer>
  );
}

type PartsProps = Omit<RunTimelineProps, 'run'> & { timeline: Timeline };

/** One that goes on. */
function TickingTimeline(props: PartsProps) {
  const now = useNow();
  return <TimelineParts {...props} drawn={drawTimeline(props.timeline, now)} />;
}

function TimelineParts({ timeline, drawn, current, href }: PartsProps & { drawn: DrawnTimeline }) {
  const [hasArrival, setArrival] = useState(false);
  const [isTable, setTable] = useState(false);
  return (
    <div className={styles.frame}>
      <div className={styles.head}>
        <PathInWords drawn={drawn} hasEnded={timeline.finishedAt !== null} />
        <Switch
          size="xs"
          label={words.arrival}
          title={words.arrivalHelp}
          checked={hasArrival}
          disabled={isTable}
          onChange={({ currentTarget }) => setArrival(currentTarget.checked)}
        />
        <Switch
          size="xs"
          label={words.numbers}
          title={words.numbersHelp}
          checked={isTable}
          onChange={({ currentTarget }) => setTable(currentTarget.checked)}
        />
      </div>
      {isTable ? (
        <TimelineNumbers drawn={drawn} current={current} href={href} />
      ) : (
        <>
          <TimelineChart
            timeline={timeline}
            drawn={drawn}
            hasArrival={hasArrival}
            current={current}
            href={href}
          />
          <Legend />
        </>
      )}
    </div>
  );
}

function PathInWords({ drawn, hasEnded }: { drawn: DrawnTimeline; hasEnded: boolean }) {
  const names = new Map(drawn.lines.map(({ job }) => [job.id, titleOf(job)]));
  const whole = formatDuration(drawn.to - drawn.from);
  const steps = words.steps(drawn.path.map(({ id }) => names.get(id) ?? id));
  return (
    <p className={styles.path} title={words.decidedHelp}>
      <span className={styles.swatch} aria-hidden />
      {drawn.path.length === 0 ? (
        words.noPath
      ) : (
        <>
          <strong>{hasEnded ? words.path(whole) : words.pathSoFar(whole)}</strong>{' '}
          <span title={steps}>{steps}</span>
        </>
      )}
    </p>
  );
}

const legend = ['waiting', 'queued', 'running', 'failed', 'pause'] as const;

function Legend() {
  return (
    <ul className={styles.legend} aria-hidden>
      {legend.map((kind) => (
        <li key={kind}>
          <span
            className={styles.part}
            data-kind={kind === 'failed' ? 'running' : kind}
            data-outcome={kind === 'failed' ? 'failed' : kind === 'running' ? 'succeeded' : undefined}
          />
          {words.legend[kind]}
        </li>
      ))}
    </ul>
  );
}
