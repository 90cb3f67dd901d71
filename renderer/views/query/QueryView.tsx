import { useEffect, useState } from 'react';
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
  return (
    <Page
      fills
      title={peer}
      windowTitle={words.title}
      trail={<Trail href={paths.peers(application)} label={words.breadcrumb} />}
      description={words.title}
    >
      <QueryForm
        busy={busy}
        onSearch={(values) => setSearch({ keys: keysOf(values), number: (search?.number ?? 0) + 1 })}
      />
      {search === null ? (
        <EmptyNote icon={IconSearch} title={words.beginTitle} text={words.beginText} />
      ) : (
        <Answers key={search.number} peer={peer} keys={search.keys} onBusy={setBusy} />
      )}
    </Page>
  );
}

interface AnswersProps {
  peer: string;
  keys: Partial<QueryKeys>;
  onBusy: (busy: boolean) => void;
}

/** Asks the peer, for as long as it is on show. */
function Answers({ peer, keys, onBusy }: AnswersProps) {
  const application = useApplicationId();
  const query = useRoute('peers.query', { application, peer, keys }, { keep: false });
  const { isFetching } = query;
  useEffect(() => {
    onBusy(isFetching);
    return () => onBusy(false);
  }, [isFetching, onBusy]);
  if (query.data !== undefined) return <Matches peer={peer} result={query.data} />;
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
