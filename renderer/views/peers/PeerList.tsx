import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Peer } from '../../../contract/index.ts';
import { IconSearch } from '../../icons/index.ts';
import { AskClear } from '../../nextSteps/index.ts';
import { EmptyNote, SearchField } from '../../parts/index.ts';
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
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const wanted = search.toLowerCase();
  const found = peers
    .filter((peer) => [peer.name, ...peerInWords(peer)].join(' ').toLowerCase().includes(wanted))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const shown = all ? found : found.slice(0, firstShown);
  return (
    <>
      {peers.length >= searchFrom && (
        <SearchField
          className={styles.search}
          label={words.search}
          placeholder={words.searchPlaceholder}
          clear={texts.nextSteps.clear.search}
          value={search}
          onChange={setSearch}
        />
      )}
      {found.length === 0 && (
        <EmptyNote icon={IconSearch} title={words.noMatch}>
          <AskClear what="search" onClear={() => setSearch('')} />
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
