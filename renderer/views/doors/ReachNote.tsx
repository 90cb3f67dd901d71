import { texts } from '../../texts/index.ts';
import styles from './ReachNote.module.css';
import { reachOf } from './reach.ts';

interface ReachNoteProps {
  bindAddress: string;
  /** Of this machine, its name first. */
  hosts: readonly string[];
}

/** Who can reach a door, in plain words. */
export function ReachNote({ bindAddress, hosts }: ReachNoteProps) {
  const words = texts.doors.reach;
  const reach = reachOf(bindAddress);
  return (
    <p className={styles.note}>
      {reach === 'machine' && words.machine}
      {reach === 'address' && words.address(bindAddress)}
      {reach === 'networks' && (
        <>
          {words.networks} <code>{hosts.join(', ')}</code>
        </>
      )}
    </p>
  );
}
