import type { Container } from '../../../contract/index.ts';
import { formatBytes, formatCount } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { DataTable, Elapsed, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ContainerTable.module.css';
import { looksOf } from './containerTones.ts';

/** Containers with what they use now; each leads to its output. */
export function ContainerTable({ containers, label }: { containers: Container[]; label: string }) {
  const application = useApplicationId();
  const words = texts.docker;
  return (
    <DataTable
      label={label}
      rows={containers}
      rowId={({ name }) => name}
      href={({ name }) => paths.container(application, name)}
      columns={[
        { id: 'name', header: words.columnContainer, sortBy: ({ name }) => name, cell: ({ name }) => name },
        {
          id: 'of',
          header: words.columnOf,
          wideOnly: true,
          cell: ({ role, of }) =>
            role === 'planning' ? words.roles.planning : words.ofWhat(words.roles[role], of),
        },
        { id: 'state', header: words.columnState, cell: (container) => <State container={container} /> },
        {
          id: 'cpu',
          header: words.columnCpu,
          end: true,
          sortBy: ({ cpuPercent }) => cpuPercent ?? -1,
          cell: ({ cpuPercent }) => (cpuPercent === null ? texts.common.none : words.percent(cpuPercent)),
        },
        {
          id: 'memory',
          header: words.columnMemory,
          end: true,
          sortBy: ({ memoryBytes }) => memoryBytes ?? -1,
          cell: ({ memoryBytes, memoryLimitBytes }) => (
            <span className={styles.figure} title={limitTitle(memoryLimitBytes)}>
              {memoryBytes === null ? texts.common.none : formatBytes(memoryBytes)}
            </span>
          ),
        },
        {
          id: 'jobs',
          header: words.columnJobs,
          end: true,
          cell: ({ jobsRunning }) => formatCount(jobsRunning),
        },
        {
          id: 'started',
          header: words.columnStarted,
          end: true,
          cell: ({ startedAt }) => <Elapsed from={startedAt} to={null} />,
        },
      ]}
    />
  );
}

function limitTitle(bytes: number | null): string | undefined {
  return bytes === null ? undefined : texts.docker.limit(formatBytes(bytes));
}

function State({ container }: { container: Container }) {
  const { exitCode, state } = container;
  const ended = state === 'exited' && exitCode !== null && exitCode !== 0;
  return (
    <span title={ended ? texts.docker.exitCode(exitCode) : undefined}>
      <StateBadge {...looksOf(container)} plain />
    </span>
  );
}
