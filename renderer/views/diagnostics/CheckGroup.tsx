import { Button } from '@mantine/core';
import { Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckRow } from './CheckRow.tsx';
import styles from './CheckGroup.module.css';
import { useFix, type CheckState } from './useChecks.ts';

/** Checks of this machine, or of one application. */
export function CheckGroup({ title, checks }: { title: string; checks: readonly CheckState[] }) {
  return (
    <Section title={title}>
      <ol className={styles.list}>
        {checks.map((state) => (
          <EngineCheck key={`${state.listed.check} ${state.listed.application}`} state={state} />
        ))}
      </ol>
    </Section>
  );
}

function EngineCheck({ state: { listed, number, result, isRunning, run } }: { state: CheckState }) {
  const words = texts.diagnostics;
  const { mend, isPending } = useFix(listed);
  const fix = result?.fix ?? null;
  return (
    <CheckRow
      number={number}
      title={words.titles[listed.check]}
      found={result}
      isRunning={isRunning || isPending}
      waiting={words.notAsked}
    >
      {listed.isOnlyAsked && (
        <Button variant="default" loading={isRunning} onClick={run}>
          {words.ask}
        </Button>
      )}
      {fix !== null && (
        <Button loading={isPending} onClick={() => mend(fix)}>
          {words.fixes[fix]}
        </Button>
      )}
    </CheckRow>
  );
}
