import type { DrawnTimeline, TimelineLine } from '../../../../contract/index.ts';
import { formatDuration } from '../../../format/index.ts';
import { DataTable, StateBadge } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { titleOf } from './titleOf.ts';
import styles from './Timeline.module.css';

const words = texts.timeline;
const kinds = ['waiting', 'queued', 'running', 'pause'] as const;

interface TimelineNumbersProps {
  drawn: DrawnTimeline;
  current: string | null;
  href: (jobRun: string) => string;
}

/** What the timeline shows, in numbers. */
export function TimelineNumbers({ drawn, current, href }: TimelineNumbersProps) {
  const time = (ms: number | null) => (ms === null ? texts.common.none : formatDuration(ms));
  return (
    <DataTable
      label={words.numbersLabel}
      rows={drawn.lines}
      rowId={({ job }) => job.id}
      href={({ job }) => href(job.id)}
      {...(current === null ? {} : { current })}
      columns={[
        {
          id: 'job',
          header: words.job,
          cell: ({ job }) => <span className={styles.name}>{titleOf(job)}</span>,
          sortBy: ({ job }) => titleOf(job),
        },
        {
          id: 'state',
          header: words.columns.state,
          cell: ({ job: { state } }) => (
            <StateBadge tone={state} label={texts.common.jobRunStates[state]} plain />
          ),
        },
        ...kinds.map((kind) => ({
          id: kind,
          header: words.columns[kind],
          end: true,
          cell: ({ spent }: TimelineLine) => time(spent[kind]),
          sortBy: ({ spent }: TimelineLine) => spent[kind],
        })),
        {
          id: 'attempts',
          header: words.columns.attempts,
          end: true,
          wideOnly: true,
          cell: ({ job }) => job.attempts.length,
          sortBy: ({ job }) => job.attempts.length,
        },
        {
          id: 'cost',
          header: words.columns.cost,
          end: true,
          cell: ({ costMs }) => time(costMs),
          sortBy: ({ costMs }) => costMs ?? -1,
        },
        {
          id: 'slack',
          header: words.columns.slack,
          end: true,
          cell: ({ slackMs }) => time(slackMs),
          sortBy: ({ slackMs }) => slackMs ?? -1,
        },
      ]}
    />
  );
}
