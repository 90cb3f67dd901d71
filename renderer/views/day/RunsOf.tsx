import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { usePagedRoute } from '../../engine/index.ts';
import { formatDateTime, formatHour } from '../../format/index.ts';
import { IconTimeline } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ImportSteps, WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, VirtualTable } from '../../parts/index.ts';
import { runColumns } from '../../runRows/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DayView.module.css';

const words = texts.day;

interface RunsOfProps {
  /** In ms since the epoch, without its end. */
  span: { at: number; until: number };
  /** It is one hour of the period on show. */
  isHour: boolean;
  /** Where the whole period is shown again. */
  whole: string;
}

/** The runs that began in an hour, or in all of the period. */
export function RunsOf({ span, isHour, whole }: RunsOfProps) {
  const application = useApplicationId();
  const list = usePagedRoute('runs.list', { application, from: span.at, to: span.until });
  return (
    <section className={styles.runs} aria-labelledby="runs-of-hour">
      <div className={styles.head}>
        <h2 id="runs-of-hour" className={styles.title}>
          {isHour ? words.runsOf(formatDateTime(span.at), formatHour(span.until)) : words.runsOfPeriod}
        </h2>
        {isHour && (
          <Button component={Link} href={whole} size="compact-xs" variant="default">
            {words.wholeDay}
          </Button>
        )}
      </div>
      <VirtualTable
        label={words.tableLabel}
        list={list}
        columns={Object.values(runColumns)}
        rowId={({ id }) => id}
        href={({ id }) => paths.run(application, id)}
        empty={
          <EmptyNote
            icon={IconTimeline}
            title={words.emptyTitle}
            text={isHour ? words.emptyText : words.emptyPeriodText}
          >
            {isHour ? <WayTo href={whole} label={words.wholeDay} /> : <ImportSteps />}
          </EmptyNote>
        }
      />
    </section>
  );
}
