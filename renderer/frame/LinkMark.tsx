import { Link } from 'wouter';
import { useLinkState } from '../engine/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import styles from './LinkMark.module.css';

const words = {
  connected: texts.frame.engineConnected,
  connecting: texts.frame.engineConnecting,
  failed: texts.frame.engineGone,
};

/** Whether the engine can be reached, in a corner; leads to what else is to be known of how it is. */
export function LinkMark() {
  const { state } = useLinkState();
  const href = paths.diagnostics(useApplicationId());
  return (
    <Link href={href} className={styles.mark} data-link={state} title={texts.frame.diagnostics}>
      <span className={styles.dot} aria-hidden />
      {words[state]}
    </Link>
  );
}
