import { ActionIcon } from '@mantine/core';
import { useRef, useState } from 'react';
import type { EngineError, Finding } from '../../../contract/index.ts';
import { FindingsContext } from '../../forms/index.ts';
import { LinkBanner } from '../../frame/index.ts';
import { IconX } from '../../icons/index.ts';
import { useFileDrop } from '../../importing/index.ts';
import { useDocumentTitle } from '../../navigation/index.ts';
import { ErrorNote, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { findingProblems } from './findingProblems.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import type { WizardPage } from './pages.ts';
import { Resumed } from './Resumed.tsx';
import { useSteps } from './useSteps.ts';
import type { WizardState } from './useWizard.ts';
import { useWizardKeys } from './useWizardKeys.ts';
import styles from './Wizard.module.css';
import { WizardForm } from './WizardForm.tsx';
import { WizardSteps } from './WizardSteps.tsx';

interface WizardProps<Values extends Record<string, unknown>> {
  title: string;
  wizard: WizardState<Values>;
  /** At least one; the last one shows what will be written or run. */
  pages: readonly WizardPage[];
  /** Name of the last page's button. */
  action: string;
  onFinish: () => void;
  /** What the engine found about what was entered, by field of the form; errors keep people on their page. */
  findings?: readonly Finding[];
  /** What was typed last was not looked at yet. */
  isLooking?: boolean;
  /** Why what was entered could not be looked at. */
  lookProblem?: EngineError | null;
  /** Looks again, where that failed. */
  onLookAgain?: () => void;
  /** What nobody chooses is as it mostly should be: the last page can be gone to from any. */
  hasDefaults?: boolean;
  /** What the last button began is under way. */
  busy: boolean;
  /** Why it could not be done, where no field says so. */
  problem: EngineError | null;
  /** Absent where there is nowhere to go back to. */
  onLeave?: () => void;
}

const nothing = () => undefined;

/**
 * A wizard in the whole window. The keyboard alone suffices: each page begins in its first field, Enter goes on,
 * Escape asks whether to leave. Nothing that was entered is lost by going back, leaving or closing the window.
 */
export function Wizard<Values extends Record<string, unknown>>(props: WizardProps<Values>) {
  const { title, wizard, pages, action, onFinish, findings = [], busy, problem, onLeave } = props;
  const words = texts.wizard;
  const { hasDefaults = false, isLooking = false, lookProblem = null, onLookAgain = nothing } = props;
  const whole = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(false);
  const [halts, setHalts] = useState(0);
  const problems = { ...findingProblems(findings), ...wizard.problems };
  const look = { isLooking, problem: lookProblem, again: onLookAgain };
  const steps = useSteps(wizard, pages, problems, look, onFinish, () => setHalts((before) => before + 1));
  const shownProblem = steps.problem ?? lookProblem ?? (steps.isLast ? problem : null);

  function leave() {
    if (onLeave === undefined) return;
    if (wizard.isBegun) setAsked(true);
    else onLeave();
  }
  useDocumentTitle(title);
  useWizardKeys(whole, { onEscape: leave, onEnter: () => form.current?.requestSubmit() });
  useFileDrop(() => notifyError({ message: words.noDrop, advice: words.noDropAdvice }));

  return (
    <>
      <div className={styles.window} ref={whole}>
        <LinkBanner />
        <header className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          {onLeave !== undefined && (
            <ActionIcon aria-label={words.leave} onClick={leave}>
              <IconX size={17} />
            </ActionIcon>
          )}
        </header>
        <main className={styles.body}>
          <WizardSteps pages={pages} steps={steps} problems={problems} />
          <FindingsContext value={findings}>
            <WizardForm
              ref={form}
              steps={steps}
              halts={halts}
              canSkip={hasDefaults}
              action={action}
              busy={busy}
              above={wizard.isResumed && <Resumed onRestart={wizard.restart} />}
              below={shownProblem !== null && <ErrorNote error={shownProblem} />}
            />
          </FindingsContext>
        </main>
      </div>
      <LeaveDialog
        opened={asked}
        onStay={() => setAsked(false)}
        onKeep={() => onLeave?.()}
        onDiscard={() => {
          wizard.forget();
          onLeave?.();
        }}
      />
    </>
  );
}
