import { useLayoutEffect, useRef } from 'react';
import { CopyButton } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import type { BuildDocument } from './buildDocument.ts';
import styles from './Build.module.css';

interface BuildOutputProps {
  build: BuildDocument;
  /** Null: what came before the first step. */
  step: number | null;
  /** The end is followed. */
  live: boolean;
}

/** What one step of a build printed. */
export function BuildOutput({ build, step, live }: BuildOutputProps) {
  const words = texts.workers;
  const scroller = useRef<HTMLDivElement>(null);
  const text = (build.output.get(step ?? 0) ?? []).join('\n');
  const name = build.steps.find(({ number }) => number === step)?.text ?? words.preparing;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (live && text !== '' && element !== null) element.scrollTop = element.scrollHeight;
  }, [live, text]);

  return (
    <div className={styles.output}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={words.outputOf(name)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {text === '' ? words.noOutput : <pre className={styles.text}>{text}</pre>}
      </div>
      {text !== '' && (
        <span className={styles.copy}>
          <CopyButton text={text} />
        </span>
      )}
    </div>
  );
}
