import { useEffect, useRef } from 'react';
import type { BuildStep } from '../../../../contract/index.ts';
import { StateIcon } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { stepTones } from '../workerTones.ts';
import styles from './Build.module.css';

interface BuildStepsProps {
  steps: BuildStep[];
  /** Number of the step whose output is shown. */
  current: number | null;
  onChoose: (step: number) => void;
}

/** The steps of a build; choosing one shows its output. */
export function BuildSteps({ steps, current, onChoose }: BuildStepsProps) {
  const words = texts.workers;
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    if (current === null) return;
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  if (steps.length === 0) return <p className={styles.nothing}>{words.preparing}</p>;
  return (
    <ol ref={list} className={styles.steps} aria-label={words.steps}>
      {steps.map((step) => (
        <li key={step.number}>
          <button
            type="button"
            className={styles.step}
            aria-current={step.number === current ? 'step' : undefined}
            onClick={() => onChoose(step.number)}
          >
            <StateIcon tone={stepTones[step.state]} />
            <span className={styles.line}>{step.text}</span>
            <span className={styles.state}>{words.stepStates[step.state]}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
