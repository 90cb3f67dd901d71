import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { Activity } from '../../../contract/index.ts';
import { PeriodBar, usePeriod, type Period } from '../../charts/index.ts';
import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { DayCharts } from './DayCharts.tsx';
import styles from './DayView.module.css';
import { RunsOf } from './RunsOf.tsx';

const words = texts.day;
/** More hours than these are a matter of the statistics. */
const names = ['today', 'yesterday', 'week'] as const;

/** A day, or some: what arrived in each hour and what came of it, and the runs of one hour. */
export function DayView() {
  const application = useApplicationId();
  const [period, address, change] = usePeriod('today');
  const query = useRoute('statistics.hours', { application, ...period });
  return (
    <Page
      fills
      title={words.title}
      description={words.description}
      actions={
        <>
          <PeriodBar
            period={period}
            names={names}
            onChange={({ from, to }) => change({ from, to, hour: '' })}
          />
          <Button
            component={Link}
            href={`${paths.statistics(application)}?${String(new URLSearchParams({ ...period }))}`}
            size="xs"
            variant="default"
          >
            {words.statistics}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <Answer query={query}>
          {(hours) => <Hours hours={hours} period={period} chosen={Number(address.get('hour'))} />}
        </Answer>
      </div>
    </Page>
  );
}

interface HoursProps {
  hours: Activity[];
  period: Period;
  /** Beginning of the hour that was chosen. */
  chosen: number;
}

function Hours({ hours, period, chosen }: HoursProps) {
  const application = useApplicationId();
  const hour = hours.find(({ at }) => at === chosen) ?? null;
  const isQuiet = hours.every(({ at: _at, until: _until, ...counts }) =>
    Object.values(counts).every((count) => count === 0),
  );
  const hrefOf = (at: number | null) =>
    `${paths.day(application)}?${String(new URLSearchParams({ ...period, ...(at === null ? {} : { hour: `${at}` }) }))}`;
  const span = hour ?? { at: hours[0]?.at ?? 0, until: hours.at(-1)?.until ?? 1 };
  return (
    <>
      {/* Axes without anything on them would only push away what to do next. */}
      {!isQuiet && <DayCharts hours={hours} hour={hour} hrefOf={hrefOf} />}
      <RunsOf span={span} isHour={hour !== null} whole={hrefOf(null)} />
    </>
  );
}
