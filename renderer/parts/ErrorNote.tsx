import { Button } from '@mantine/core';
import { IconAlertTriangle } from '../icons/index.ts';
import type { ErrorReply } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import { CodeBlock } from './CodeBlock.tsx';
import styles from './ErrorNote.module.css';

interface ErrorNoteProps {
  error: Pick<ErrorReply, 'message' | 'advice' | 'details'>;
  /** Offers to try again. */
  onRetry?: () => void;
}

/** What went wrong, what to do about it, and the technical cause one click away. */
export function ErrorNote({ error, onRetry }: ErrorNoteProps) {
  return (
    <div className={styles.note} role="alert">
      <IconAlertTriangle className={styles.icon} size={18} aria-hidden />
      <div className={styles.body}>
        <p className={styles.message}>{error.message}</p>
        {error.advice !== undefined && <p className={styles.advice}>{error.advice}</p>}
        {error.details !== undefined && (
          <details className={styles.cause}>
            <summary>{texts.common.technicalCause}</summary>
            <CodeBlock text={error.details} label={texts.common.technicalCause} />
          </details>
        )}
        {onRetry !== undefined && (
          <Button variant="default" className={styles.retry} onClick={onRetry}>
            {texts.common.retry}
          </Button>
        )}
      </div>
    </div>
  );
}
