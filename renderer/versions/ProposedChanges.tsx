import { Button } from '@mantine/core';
import type { ComponentProps } from 'react';
import { errorsIn, type EngineError } from '../../contract/index.ts';
import { ChangesView, type Changes } from '../changes/index.ts';
import { Answer, ErrorNote, ListSkeleton } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Versions.module.css';

interface ProposedChangesProps<Found extends Changes> {
  /** The comparison with what is in use. */
  query: ComponentProps<typeof Answer<Found>>['query'];
  /** What is done about it, on its button. */
  action: string;
  busy: boolean;
  /** Why it could not be done. */
  error: EngineError | null;
  onGo: (found: Found) => void;
  /** Of a dialog. */
  onCancel?: () => void;
}

/** What would change, and the button that changes it: not where nothing would, or errors keep it from being. */
export function ProposedChanges<Found extends Changes>(props: ProposedChangesProps<Found>) {
  const { query, action, busy, error, onGo, onCancel } = props;
  const found = query.data;
  const hasErrors = errorsIn(found?.findings ?? []).length > 0;
  return (
    <div className={styles.proposed}>
      <Answer query={query} waiting={<ListSkeleton rows={4} />}>
        {(changes) => <ChangesView comparison={changes} />}
      </Answer>
      {error !== null && <ErrorNote error={error} />}
      <div className={styles.actions}>
        {onCancel !== undefined && (
          <Button variant="default" size="sm" onClick={onCancel}>
            {texts.common.cancel}
          </Button>
        )}
        <Button
          size="sm"
          disabled={found === undefined || found.isSame || hasErrors}
          loading={busy}
          onClick={() => found !== undefined && onGo(found)}
        >
          {action}
        </Button>
        {hasErrors && <span className={styles.lead}>{texts.service.updating.hasErrors}</span>}
      </div>
    </div>
  );
}
