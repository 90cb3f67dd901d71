import { Modal } from '@mantine/core';
import type { RouteOutput } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './PeersView.module.css';

interface ImportedPeersProps {
  result: RouteOutput<'peers.import'>;
  onClose: () => void;
}

/** What came of a list of peers that was not taken as a whole. */
export function ImportedPeers({ result: { added, skipped }, onClose }: ImportedPeersProps) {
  const words = texts.peers;
  return (
    <Modal opened onClose={onClose} size={560} title={words.importTitle}>
      <p>{words.imported(added.length)}</p>
      <h3>{words.importSkipped}</h3>
      <ul className={styles.skipped}>
        {skipped.map(({ name, reason }) => (
          <li key={`${name} ${reason}`}>
            <strong>{name}</strong>: {reason}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
