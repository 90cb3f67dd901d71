import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { DoorSummary } from '../../../contract/index.ts';
import { formatBytesPerSecond, formatPerSecond } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { CopyButton, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { countsInWords } from './countsInWords.ts';
import styles from './DoorCard.module.css';
import { doorIcons, doorTones } from './doorLooks.ts';
import { OpenDoor } from './OpenDoor.tsx';
import { useAddress } from './useAddress.ts';
import { DoorProblem } from './DoorProblem.tsx';

/** One door, and the way from it into the archive. */
export function DoorCard({ door }: { door: DoorSummary }) {
  const application = useApplicationId();
  const words = texts.doors;
  const Shape = doorIcons[door.door];
  const busy = door.rate > 0;
  const counts = countsInWords(door.counts);
  const address = useAddress(door);
  return (
    <li className={styles.line} data-way={door.state} data-busy={busy || undefined}>
      <article className={styles.card}>
        <span className={styles.icon}>
          <Shape size={20} stroke={1.6} aria-hidden />
        </span>
        <div className={styles.body}>
          <div className={styles.head}>
            <h2 className={styles.name}>
              <Link href={paths.door(application, door.door)} className={styles.link}>
                {words.names[door.door]}
              </Link>
            </h2>
            <StateBadge tone={doorTones[door.state]} label={words.states[door.state]} />
            {door.active > 0 && <span className={styles.active}>{words.active[door.door](door.active)}</span>}
          </div>
          {address === null ? (
            <p className={styles.purpose}>{words.purposes[door.door]}</p>
          ) : (
            <p className={styles.address}>
              <code className={styles.code}>{address}</code>
              {door.door !== 'folder' && (
                <span className={styles.above}>
                  <CopyButton text={address} label={words.copyAddress} />
                </span>
              )}
            </p>
          )}
          {counts !== '' && (
            <p className={styles.counts}>
              <span>{counts}</span>
              {busy && (
                <span className={styles.rate}>
                  {formatPerSecond(door.rate)} · {formatBytesPerSecond(door.byteRate)}
                </span>
              )}
            </p>
          )}
          <div className={styles.above}>
            <DoorProblem door={door} />
          </div>
        </div>
        <div className={styles.actions}>
          <DoorAction door={door} />
        </div>
      </article>
      <span className={styles.way} aria-hidden />
    </li>
  );
}

/** What is next with a door: to open it, or to change how it is open. */
function DoorAction({ door }: { door: DoorSummary }) {
  const application = useApplicationId();
  const words = texts.doors;
  switch (door.door) {
    case 'scp':
    case 'http':
      if (door.state === 'off') return <OpenDoor door={door.door} />;
      break;
    case 'folder':
      break;
    case 'pull':
    case 'import':
      return null;
  }
  const action = door.door === 'folder' && door.state === 'off' ? words.addFolder : words.settings;
  return (
    <Button
      component={Link}
      href={paths.doorSettings(application, door.door)}
      variant="default"
      aria-label={words.actionOf(action, words.names[door.door])}
    >
      {action}
    </Button>
  );
}
