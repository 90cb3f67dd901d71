import { useLinkState } from '../engine/index.ts';
import { texts } from '../texts/index.ts';
import styles from './LinkMark.module.css';

const words = {
  connected: texts.frame.engineConnected,
  connecting: texts.frame.engineConnecting,
  failed: texts.frame.engineGone,
};

/** Whether the engine can be reached, in a corner. */
export function LinkMark() {
  const { state } = useLinkState();
  return (
    <span className={styles.mark} data-link={state}>
      <span className={styles.dot} aria-hidden />
      {words[state]}
    </span>
  );
}
