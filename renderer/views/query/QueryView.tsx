import { Button } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { QueryKeys } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { IconSearch } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { EmptyNote, ErrorNote, ListSkeleton, Page, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Matches } from './Matches.tsx';
import { QueryForm } from './QueryForm.tsx';
import styles from './QueryView.module.css';
import { keysOf } from './queryValues.ts';

/** Looks for studies at a peer, and fetches them. */
export function QueryView({ peer }: { peer: string }) {
  const application = useApplicationId();
  const words = texts.query;
  // Searching for the same once more is another search.
  const [search, setSearch] = useState<{ keys: Partial<QueryKeys>; number: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const formId = useId();
  // Emptied by being made anew.
  const [turn, setTurn] = useState(0);
  return (
    <Page
      fills
      title={peer}
      windowTitle={words.title}
      trail={<Trail href={paths.peers(application)} label={words.breadcrumb} />}
      description={words.title}
    >
      <QueryForm
        key={turn}
        id={formId}
        busy={busy}
        onSearch={(values) => setSearch({ keys: keysOf(values), number: (search?.number ?? 0) + 1 })}
      />
      {search === null ? (
        <EmptyNote icon={IconSearch} title={words.beginTitle} text={words.beginText}>
          <Button
            variant="default"
            onClick={() => document.getElementById(formId)?.querySelector('input')?.focus()}
          >
            {words.fillIn}
          </Button>
        </EmptyNote>
      ) : (
        <Answers
          key={search.number}
          peer={peer}
          keys={search.keys}
          onBusy={setBusy}
          onClear={() => {
            setTurn(turn + 1);
            setSearch(null);
          }}
        />
      )}
    </Page>
  );
}

interface AnswersProps {
  peer: string;
  keys: Partial<QueryKeys>;
  onBusy: (busy: boolean) => void;
  /** Somebody wants to begin anew. */
  onClear: () => void;
}

/** Asks the peer, for as long as it is on show. */
function Answers({ peer, keys, onBusy, onClear }: AnswersProps) {
  const application = useApplicationId();
  const query = useRoute('peers.query', { application, peer, keys }, { keep: false });
  const { isFetching } = query;
  useEffect(() => {
    onBusy(isFetching);
    return () => onBusy(false);
  }, [isFetching, onBusy]);
  if (query.data !== undefined) return <Matches peer={peer} result={query.data} onClear={onClear} />;
  return (
    <div className={styles.aside}>
      {query.error === null ? (
        <ListSkeleton rows={6} height={40} />
      ) : (
        <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}
