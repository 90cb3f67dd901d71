import type { ReactNode } from 'react';
import { Findings } from '../parts/index.ts';
import { FindingsContext } from './findings/index.ts';
import { SaveBar } from './SaveBar.tsx';
import type { OptionsForm } from './useOptionsForm.ts';

interface OptionsFormFrameProps<Values extends Record<string, unknown>> {
  part: OptionsForm<Values>;
  /** Of the form element. */
  className?: string | undefined;
  children: ReactNode;
}

/** Around the fields of some options: what the engine finds about them while they are changed, and the way to save. */
export function OptionsFormFrame<Values extends Record<string, unknown>>(
  props: OptionsFormFrameProps<Values>,
) {
  const { part, className, children } = props;
  const { form, submit, saving, problem, discard, findings, elsewhere, isRefused } = part;
  return (
    <form className={className} onSubmit={form.onSubmit(submit)} noValidate>
      <FindingsContext value={findings}>{children}</FindingsContext>
      {elsewhere.length > 0 && <Findings findings={elsewhere} />}
      <SaveBar
        changed={form.isDirty()}
        saving={saving}
        problem={problem}
        refused={isRefused}
        onDiscard={discard}
      />
    </form>
  );
}
