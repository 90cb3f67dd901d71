import { ReadOn } from '../../nextSteps/index.ts';
import { DataTable, EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './EnvironmentTable.module.css';

/** An environment as a worker has it, or as a check foresees it. */
interface EnvironmentRow {
  name: string;
  channels: string[];
  /** Which one and where from, in words or as a version; null: the one that the image has. */
  python: string | null;
}

/** The Python environments of a worker and the channels that they serve. */
export function EnvironmentTable({ environments, label }: { environments: EnvironmentRow[]; label: string }) {
  const words = texts.workers;
  if (environments.length === 0) {
    return (
      <EmptyNote title={words.noEnvironments}>
        <ReadOn document="workers" label={words.readOn} />
      </EmptyNote>
    );
  }
  return (
    <DataTable
      label={label}
      rows={environments}
      rowId={({ name }) => name}
      columns={[
        { id: 'environment', header: words.columnEnvironment, cell: ({ name }) => <code>{name}</code> },
        {
          id: 'channels',
          header: words.columnChannels,
          cell: ({ channels }) =>
            channels.length === 0 ? (
              words.noChannels
            ) : (
              <span className={styles.channels}>
                {channels.map((channel) => (
                  <span key={channel} className={styles.channel}>
                    {channel}
                  </span>
                ))}
              </span>
            ),
        },
        { id: 'python', header: words.columnPython, cell: ({ python }) => python ?? words.ownPython },
      ]}
    />
  );
}
