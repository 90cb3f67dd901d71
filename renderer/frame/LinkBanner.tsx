import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLinkState } from '../engine/index.ts';
import { StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Banner.module.css';

/** Shorter than this, a lost connection is not worth a word. */
const patienceMs = 700;

/** Says above every view that the engine is not there, while it is not. */
export function LinkBanner() {
  const link = useLinkState();
  const tooLong = useOutlasted(link.state === 'connecting');
  const failed = link.state === 'failed';
  return (
    <div aria-live="assertive">
      {(failed || tooLong) && (
        <div className={styles.banner} data-state={failed ? 'failed' : 'warning'}>
          <StateIcon tone={failed ? 'failed' : 'warning'} />
          <span className={styles.words}>
            {failed ? `${texts.frame.failedBanner} ${link.message}` : texts.frame.connectingBanner}
          </span>
          {failed && (
            <Button variant="default" size="compact-xs" onClick={() => window.location.reload()}>
              {texts.common.retry}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Whether something is the case and has been for longer than `patienceMs`. */
function useOutlasted(present: boolean): boolean {
  const [outlasted, setOutlasted] = useState(false);
  useEffect(() => {
    if (!present) return undefined;
    const timer = setTimeout(() => setOutlasted(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setOutlasted(false);
    };
  }, [present]);
  return outlasted;
}
