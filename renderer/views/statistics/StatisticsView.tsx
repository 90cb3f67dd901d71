import { Button, SegmentedControl } from '@mantine/core';
import type { RouteInput, Statistics } from '../../../contract/index.ts';
import { PeriodBar, periodOf, usePeriod, useToday, type Period } from '../../charts/index.ts';
import { useRoute } from '../../engine/index.ts';
import { daysBetween } from '../../format/index.ts';
import { IconChartBar } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { AskClear, ImportSteps } from '../../nextSteps/index.ts';
import { Answer, EmptyNote, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Durations } from './Durations.tsx';
import { ExportStatistics } from './ExportStatistics.tsx';
import { Failures } from './Failures.tsx';
import { JobsTable } from './JobsTable.tsx';
import { NameSelect } from './NameSelect.tsx';
import styles from './StatisticsView.module.css';
import { Throughput } from './Throughput.tsx';

const words = texts.statistics;
const names = ['today', 'yesterday', 'week', 'month'] as const;
type Unit = NonNullable<RouteInput<'statistics.get'>['by']>;
/** Parts of a period that can be told from each other on the screen. */
const most: Record<Unit, number> = { hour: 8, day: 120, week: 400 };
const refreshMs = 30_000;

/** Units in which a period can be shown, the first one unless another one was chosen. */
function unitsOf({ from, to }: Period): Unit[] {
  const days = daysBetween(from, to) + 1;
  const usual: Unit = days <= 2 ? 'hour' : days <= 70 ? 'day' : 'week';
  const possible = (['hour', 'day', 'week'] as const).filter((unit) => unit !== usual && days <= most[unit]);
  return [usual, ...possible];
}

/** Something came or ended in it: axes without anything on them would only push away what to do next. */
function isBusy({ studies, runs, succeeded, failed }: Statistics['intervals'][number]): boolean {
  return studies + runs + succeeded + failed > 0;
}

/** A longer period where there is one, else the images of which something could be done. */
function OtherPeriod({ period, onChange }: { period: Period; onChange: (month: Period) => void }) {
  const month = periodOf('month', useToday());
  if (daysBetween(period.from, period.to) >= daysBetween(month.from, month.to)) return <ImportSteps />;
  return (
    <Button variant="default" onClick={() => onChange(month)}>
      {texts.nextSteps.month}
    </Button>
  );
}

/** What was done in a period: how much, how long it took, how long it waited, and what failed. */
export function StatisticsView() {
  const application = useApplicationId();
  const [period, address, change] = usePeriod('week');
  const units = unitsOf(period);
  const by = units.find((unit) => unit === address.get('by')) ?? units[0] ?? 'day';
  const service = address.get('service') ?? '';
  const jobName = address.get('job') ?? '';
  const asked: RouteInput<'statistics.get'> = {
    application,
    ...period,
    by,
    ...(service === '' ? {} : { service }),
    ...(jobName === '' ? {} : { jobName }),
  };
  const query = useRoute('statistics.get', asked, { everyMs: refreshMs });
  return (
    <Page
      title={words.title}
      description={words.description}
      actions={<ExportStatistics of={asked} disabled={query.data === undefined} />}
    >
      <div className={styles.body}>
        <div className={styles.bar}>
          <PeriodBar period={period} names={names} onChange={({ from, to }) => change({ from, to })} />
          <SegmentedControl
            size="xs"
            aria-label={words.by}
            value={by}
            onChange={(value) => change({ by: value })}
            data={(['hour', 'day', 'week'] as const).map((unit) => ({
              value: unit,
              label: words.units[unit],
              disabled: !units.includes(unit),
            }))}
          />
          <NameSelect
            label={words.service}
            all={words.anyService}
            of="service"
            value={service}
            onChange={(value) => change({ service: value, job: '' })}
          />
          <NameSelect
            label={words.job}
            all={words.anyJob}
            of="jobName"
            service={service}
            value={jobName}
            onChange={(value) => change({ job: value })}
          />
        </div>
        <Answer query={query}>
          {(told) => (
            <>
              {told.intervals.some(isBusy) && <Throughput statistics={told} />}
              {told.jobs.length === 0 ? (
                <EmptyNote icon={IconChartBar} title={words.emptyTitle} text={words.emptyText}>
                  {service === '' && jobName === '' ? (
                    <OtherPeriod period={period} onChange={({ from, to }) => change({ from, to, by: '' })} />
                  ) : (
                    <AskClear what="filter" onClear={() => change({ service: '', job: '' })} />
                  )}
                </EmptyNote>
              ) : (
                <>
                  <Durations statistics={told} />
                  <JobsTable statistics={told} />
                  <Failures statistics={told} />
                </>
              )}
            </>
          )}
        </Answer>
      </div>
    </Page>
  );
}
