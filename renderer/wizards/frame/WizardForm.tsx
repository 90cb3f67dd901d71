import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useId, useRef, type ReactNode, type Ref } from 'react';
import { texts } from '../../texts/index.ts';
import { firstField } from './firstField.ts';
import type { Steps } from './useSteps.ts';
import styles from './Wizard.module.css';

interface WizardFormProps {
  steps: Steps;
  /** Changes when something on the page was found to be wrong. */
  halts: number;
  /** Offers the last page on every one. */
  canSkip: boolean;
  action: string;
  busy: boolean;
  /** Above the page. */
  above: ReactNode;
  /** Below the page. */
  below: ReactNode;
  ref: Ref<HTMLFormElement>;
}

/** The page on show, and the buttons to the ones beside it. */
export function WizardForm({ steps, halts, canSkip, action, busy, above, below, ref }: WizardFormProps) {
  const { page, active, isLast } = steps;
  const words = texts.wizard;
  const scroller = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();

  const begun = useRef('');

  const begin = useEffectEvent((arrival: string) => {
    const place = scroller.current;
    if (place === null || begun.current === arrival) return;
    begun.current = arrival;
    place.scrollTop = 0;
    const target = firstField(place) ?? heading.current;
    target?.focus();
  });
  const arrival = `${page.id} ${halts}`;
  useEffect(() => begin(arrival), [arrival]);

  return (
    <form
      className={styles.form}
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void steps.goOn();
      }}
    >
      <div className={styles.scroller} ref={scroller}>
        <section className={styles.content} aria-labelledby={id}>
          {above}
          <h2 className={styles.heading} id={id} ref={heading} tabIndex={-1}>
            {page.title}
          </h2>
          {page.lead !== undefined && <p className={styles.lead}>{page.lead}</p>}
          {page.content}
          {below}
        </section>
      </div>
      <footer className={styles.foot}>
        {active > 0 && (
          <Button variant="default" size="sm" disabled={busy} onClick={() => steps.goTo(active - 1)}>
            {words.back}
          </Button>
        )}
        <span className={styles.blocked} aria-live="polite">
          {page.blocked}
        </span>
        {canSkip && steps.hasMore && (
          <Button variant="subtle" color="gray" size="sm" onClick={() => void steps.skip()}>
            {words.skip}
          </Button>
        )}
        <Button
          type="submit"
          size="sm"
          loading={busy || steps.isWorking}
          disabled={(page.blocked ?? null) !== null}
        >
          {isLast ? action : words.next}
        </Button>
      </footer>
    </form>
  );
}
