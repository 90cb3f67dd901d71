import { Button } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconTerminal2 } from '../../../icons/index.ts';
import { CodeBlock } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { useOpenService } from '../useOpenService.ts';
import styles from './Development.module.css';
import { useRunAgain } from './useRunAgain.ts';

/** The ways into the editor and the environment, and the run that shows what came of a change. */
export function OpenPart({ service }: { service: string }) {
  const words = texts.service.dev;
  const { open, opening, failed } = useOpenService(service);
  const { runAgain, isPending } = useRunAgain(service);
  return (
    <div>
      <div className={styles.buttons}>
        <Button
          size="sm"
          leftSection={<IconPencil size={15} aria-hidden />}
          loading={opening === 'editor'}
          onClick={() => void open('editor')}
        >
          {words.editor}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconTerminal2 size={15} aria-hidden />}
          loading={opening === 'terminal'}
          onClick={() => void open('terminal')}
        >
          {words.terminal}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          loading={isPending}
          onClick={() => runAgain()}
        >
          {words.runAgainLast}
        </Button>
      </div>
      {failed !== null && (
        <div className={styles.failed} aria-live="polite">
          <p className={styles.note}>{failed.what === 'terminal' ? words.noTerminal : words.noEditor}</p>
          <CodeBlock text={failed.command} label={texts.service.open} />
        </div>
      )}
    </div>
  );
}
