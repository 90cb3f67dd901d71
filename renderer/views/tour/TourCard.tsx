import { Button } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { useId, useRef, type ReactNode } from 'react';
import { texts } from '../../texts/index.ts';
import { stepIds, type StepId } from '../../tour/index.ts';
import { cardPlace, cardWidth } from './cardPlace.ts';
import styles from './TourCard.module.css';
import { useFocusKept } from './useFocusKept.ts';
import type { Place } from './useTarget.ts';

interface TourCardProps {
  step: StepId;
  target: Place | null;
  /** How it stands with what is waited for; null where nothing is. */
  status: string | null;
  /** It has happened. */
  isReady: boolean;
  onBack: (() => void) | null;
  onNext: (() => void) | null;
  onEnd: () => void;
  /** What the last step asks instead of going on. */
  children: ReactNode;
}

/** What a step says, and the ways on, back and out. The page stays usable beside it. */
export function TourCard({ step, target, status, isReady, onBack, onNext, onEnd, children }: TourCardProps) {
  const words = texts.tour;
  const { title, text } = words.steps[step];
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const { left, top } = cardPlace(target, useViewportSize());

  useFocusKept(heading);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it as any dialog
    <dialog
      open
      className={styles.card}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      style={{ left, top, width: cardWidth }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onEnd();
      }}
    >
      <span className={styles.step}>{words.step(stepIds.indexOf(step) + 1, stepIds.length)}</span>
      <h2 className={styles.title} id={`${id}-title`} tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p className={styles.text} id={`${id}-text`}>
        {text}
      </p>
      <output className={styles.status} data-ready={isReady || undefined}>
        {status}
      </output>
      {onNext === null ? (
        children
      ) : (
        <div className={styles.buttons}>
          <Button variant="subtle" className={styles.end} onClick={onEnd}>
            {words.end}
          </Button>
          {onBack !== null && (
            <Button variant="default" onClick={onBack}>
              {words.back}
            </Button>
          )}
          <Button onClick={onNext} disabled={!isReady}>
            {words.next}
          </Button>
        </div>
      )}
    </dialog>
  );
}
