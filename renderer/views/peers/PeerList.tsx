import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Peer } from '../../../contract/index.ts';
import { IconSearch } from '../../icons/index.ts';
import { AskClear } from '../../nextSteps/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { peerInWords } from './peerInWords.ts';
import { PeerRow } from './PeerRow.tsx';
import styles from './PeersView.module.css';

/** Fewer need no search. */
const searchFrom = 8;
/** More are shown on request. */
const firstShown = 50;

interface PeerListProps {
  peers: Peer[];
  onEdit: (peer: Peer) => void;
  onRemove: (peer: Peer) => void;
}

/** The peers by name; long lists can be searched. */
export function PeerList({ peers, onEdit, onRemove }: PeerListProps) {
  const words = texts.peers;
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const wanted = typed.trim().toLowerCase();
  const found = peers
    .filter((peer) => [peer.name, ...peerInWords(peer)].join(' ').toLowerCase().includes(wanted))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const shown = all ? found : found.slice(0, firstShown);
  return (
    <>
      {peers.length >= searchFrom && (
        <TextInput
          className={styles.search}
          aria-label={words.search}
          placeholder={words.searchPlaceholder}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && (
        <EmptyNote icon={IconSearch} title={words.noMatch}>
          <AskClear what="search" onClear={() => setTyped('')} />
        </EmptyNote>
      )}
      <ul className={styles.list}>
        {shown.map((peer) => (
          <PeerRow key={peer.name} peer={peer} onEdit={() => onEdit(peer)} onRemove={() => onRemove(peer)} />
        ))}
      </ul>
      {shown.length < found.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {words.all(found.length)}
        </Button>
      )}
    </>
  );
}
