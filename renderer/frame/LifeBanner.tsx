import { Button } from '@mantine/core';
import type { ApplicationLife } from '../../contract/index.ts';
import { useLife } from '../life/index.ts';
import { StateIcon, type Tone } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Banner.module.css';

const tones: Record<ApplicationLife['state'], Tone> = {
  stopped: 'warning',
  starting: 'running',
  running: 'warning',
  stopping: 'running',
  failed: 'failed',
};

/** Says above every view that the application does not run, or what it lacks, while that is so. */
export function LifeBanner() {
  const { life, isPending, start } = useLife();
  return (
    <div aria-live="polite">
      {life !== undefined && (life.state !== 'running' || life.reason !== null) && (
        <div className={styles.banner} data-state={tones[life.state]}>
          <StateIcon tone={tones[life.state]} />
          <span className={styles.words}>{wordsOf(life)}</span>
          {(life.state === 'stopped' || life.state === 'failed') && (
            <Button variant="default" size="compact-xs" loading={isPending} onClick={start}>
              {life.state === 'failed' ? texts.life.startNow : texts.life.start}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

const beginnings: Record<ApplicationLife['state'], string | null> = {
  stopped: texts.life.stoppedBanner,
  starting: texts.life.startingBanner,
  running: null,
  stopping: texts.life.stoppingBanner,
  failed: null,
};

function wordsOf({ state, reason, advice }: ApplicationLife): string {
  const said = [beginnings[state], reason, advice].filter((one) => one !== null);
  return said.length === 0 ? texts.life.states[state] : said.join(' ');
}
