import { Button } from '@mantine/core';
import { ErrorNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './CrashNote.module.css';

/** A view that cannot go on: what it says, and the way out. */
export function CrashNote({ thrown }: { thrown: Error }) {
  return (
    <main className={styles.note}>
      <h1 className={styles.title}>{texts.frame.crashedTitle}</h1>
      <ErrorNote
        error={{ message: thrown.message, advice: texts.frame.crashedText, details: thrown.stack ?? '' }}
      />
      <Button className={styles.reload} onClick={() => window.location.reload()}>
        {texts.frame.reload}
      </Button>
    </main>
  );
}
