import { Stepper } from '@mantine/core';
import { IconAlertTriangle } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import { isSound, type Problems, type WizardPage } from './pages.ts';
import type { Steps } from './useSteps.ts';
import styles from './WizardSteps.module.css';

interface WizardStepsProps {
  pages: readonly WizardPage[];
  steps: Steps;
  problems: Problems;
}

/** The steps of a wizard: which are done, which is on show, and where something has to be looked at again. */
export function WizardSteps({ pages, steps, problems }: WizardStepsProps) {
  const { active, last, seen, goTo } = steps;
  const faultyMark = <IconAlertTriangle size={14} aria-hidden />;
  return (
    <nav className={styles.steps} aria-label={texts.wizard.steps}>
      <Stepper
        active={active}
        onStepClick={goTo}
        orientation="vertical"
        size="xs"
        iconSize={26}
        classNames={{
          step: styles.step ?? '',
          stepBody: styles.body ?? '',
          stepLabel: styles.label ?? '',
          stepDescription: styles.note ?? '',
        }}
      >
        {pages.map((page, position) => {
          const isFaulty = position !== active && position < seen && !isSound(page, problems);
          return (
            <Stepper.Step
              key={page.id}
              label={page.title}
              allowStepSelect={position <= last && position !== active}
              aria-current={position === active ? 'step' : undefined}
              disabled={position > last && position !== active}
              {...(isFaulty && {
                description: texts.wizard.faulty,
                completedIcon: faultyMark,
                icon: faultyMark,
              })}
            />
          );
        })}
      </Stepper>
    </nav>
  );
}
