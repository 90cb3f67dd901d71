import { Button, Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { toEngineError } from '../../contract/index.ts';
import type { StagedSource } from '../../contract/index.ts';
import { formatBytes, formatCount } from '../format/index.ts';
import { taskShare } from '../importing/index.ts';
import { ErrorNote, ListSkeleton, notifyError, ProgressBar } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FetchPart.module.css';
import type { Fetched } from './useFetched.ts';

interface FetchPartProps {
  fetched: Fetched;
  /** What is to be installed. */
  what: 'service' | 'worker';
  /** Once it is there. */
  children: (staged: StagedSource & { folder: string }) => ReactNode;
}

/** The fetching as it goes on, what went wrong with it, and what came of it. */
export function FetchPart({ fetched, what, children }: FetchPartProps) {
  const words = texts.installWizard.fetch;
  const { staged, task, error } = fetched;
  const again = () => void fetched.begin(true);
  if (error !== null) return <ErrorNote error={error} onRetry={again} />;
  if (staged === undefined) return <ListSkeleton rows={3} />;
  if (staged.state === 'fetching')
    return (
      <div className={styles.fetching} aria-live="polite">
        <div className={styles.progress}>
          <span>
            {task === undefined
              ? words.fetching
              : words.fetched(formatCount(task.done), formatBytes(task.bytes))}
          </span>
          <Button variant="default" onClick={fetched.cancel}>
            {texts.common.cancel}
          </Button>
        </div>
        <ProgressBar
          label={words.fetching}
          share={task === undefined || task.total === null || task.total === 0 ? null : taskShare(task)}
        />
      </div>
    );
  if (staged.state === 'cancelled') return <ErrorNote error={{ message: words.cancelled }} onRetry={again} />;
  if (staged.state === 'failed' || staged.folder === null)
    return <ErrorNote error={staged.problem ?? { message: words.failed }} onRetry={again} />;
  const candidates = staged.candidates.filter(({ holds }) => holds === what);
  return (
    <>
      <Origin staged={staged} />
      {candidates.length > 0 && (
        <Candidates
          key={staged.id}
          folders={candidates.map(({ subfolder }) => subfolder)}
          chosen={staged.origin?.subfolder ?? ''}
          onChoose={fetched.choose}
        />
      )}
      {children({ ...staged, folder: staged.folder })}
    </>
  );
}

/** What exactly it is, so that it can be told again later. */
function Origin({ staged: { origin } }: { staged: StagedSource }) {
  const words = texts.installWizard.fetch;
  if (origin === null) return null;
  const { url, path, commit, subfolder } = origin;
  return (
    <p className={styles.origin}>
      <code>{url ?? path}</code>
      {subfolder !== '' && (
        <span>
          {words.subfolder} <code>{subfolder}</code>
        </span>
      )}
      {commit !== null && (
        <span>
          {words.commit} <code>{commit.slice(0, 12)}</code>
        </span>
      )}
    </p>
  );
}

interface CandidatesProps {
  folders: string[];
  chosen: string;
  onChoose: (subfolder: string) => Promise<void>;
}

/** A repository may hold several: which one is meant. */
function Candidates({ folders, chosen, onChoose }: CandidatesProps) {
  const words = texts.installWizard.fetch;
  const [isChoosing, setChoosing] = useState(false);

  async function choose(subfolder: string | null) {
    if (subfolder === null) return;
    setChoosing(true);
    try {
      await onChoose(subfolder);
    } catch (thrown) {
      notifyError(toEngineError(thrown));
    } finally {
      setChoosing(false);
    }
  }
  return (
    <Select
      label={words.candidates(folders.length)}
      description={words.candidateHelp}
      size="sm"
      searchable
      disabled={isChoosing}
      placeholder={words.candidatePlaceholder}
      data={folders}
      value={folders.includes(chosen) ? chosen : null}
      onChange={(subfolder) => void choose(subfolder)}
    />
  );
}
