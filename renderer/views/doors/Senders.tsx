import type { DoorSender, DoorSummary } from '../../../contract/index.ts';
import { formatBytesPerSecond, formatCount, formatPerSecond } from '../../format/index.ts';
import { IconLogin2 } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ImportSteps, WayTo } from '../../nextSteps/index.ts';
import { Ago, DataTable, EmptyNote, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { countNames } from './countsInWords.ts';
import styles from './Senders.module.css';

const words = texts.doors;
/** Senders that the engine names at most. */
const most = 200;

const columns: Omit<Column<DoorSender>, 'width'>[] = [
  {
    id: 'sender',
    header: words.columnSender,
    sortBy: (one) => one.sender,
    cell: (one) => (
      <>
        <span className={styles.sender}>{one.sender}</span>
        <span className={styles.narrow}>
          <LastProblem sender={one} />
        </span>
      </>
    ),
  },
  ...countNames.map((name) => ({
    id: name,
    header: words.counts[name],
    end: true,
    sortBy: (one: DoorSender) => one[name],
    cell: (one: DoorSender) => <span data-none={one[name] === 0 || undefined}>{formatCount(one[name])}</span>,
  })),
  {
    id: 'rate',
    header: words.columnRate,
    end: true,
    sortBy: (one) => one.rate,
    cell: (one) => (
      <span title={formatBytesPerSecond(one.byteRate)} data-none={one.rate === 0 || undefined}>
        {formatPerSecond(one.rate)}
      </span>
    ),
  },
  {
    id: 'last',
    header: words.columnLast,
    sortBy: (one) => one.lastAt,
    cell: (one) => (
      <span className={styles.last}>
        <Ago at={one.lastAt} />
      </span>
    ),
  },
  {
    id: 'problem',
    header: words.columnProblem,
    sortBy: (one) => one.lastProblem?.at ?? 0,
    wideOnly: true,
    cell: (one) => <LastProblem sender={one} />,
  },
];

/** Who sent through a door: counts, rate, and what went wrong last. */
export function Senders({ door, senders }: Pick<DoorSummary, 'door' | 'senders'>) {
  if (senders.length === 0) {
    return (
      <EmptyNote icon={IconLogin2} title={words.noSendersTitle} text={words.noSendersTexts[door]}>
        <FirstSender door={door} />
      </EmptyNote>
    );
  }
  return (
    <div className={styles.senders}>
      <DataTable label={words.senders} rows={senders} columns={columns} rowId={(one) => one.sender} />
      {senders.length >= most && <p className={styles.note}>{words.mostSenders}</p>}
    </div>
  );
}

/** How the first one comes. */
function FirstSender({ door }: Pick<DoorSummary, 'door'>) {
  const application = useApplicationId();
  if (door === 'import') return <ImportSteps />;
  if (door === 'pull') return <WayTo href={paths.peers(application)} label={words.peersLink} />;
  return <WayTo href={paths.doorSettings(application, door)} label={words.settings} />;
}

function LastProblem({ sender: { lastProblem } }: { sender: DoorSender }) {
  if (lastProblem === null) return null;
  return (
    <span className={styles.problem}>
      {lastProblem.message}{' '}
      <span className={styles.when}>
        <Ago at={lastProblem.at} />
      </span>
    </span>
  );
}
