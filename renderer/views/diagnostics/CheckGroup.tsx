import { Button } from '@mantine/core';
import { WayTo } from '../../nextSteps/index.ts';
import { Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { placeOfCheck } from './placeOfCheck.ts';
import { CheckRow } from './CheckRow.tsx';
import styles from './CheckGroup.module.css';
import { useFix, type CheckState } from './useChecks.ts';

/** Checks of this machine, or of one application. */
export function CheckGroup({
  title,
  checks,
  known,
}: {
  title: string;
  checks: readonly CheckState[];
  /** An application, for what is not about a certain one. */
  known: string | null;
}) {
  return (
    <Section title={title}>
      <ol className={styles.list}>
        {checks.map((state) => (
          <EngineCheck
            key={`${state.listed.check} ${state.listed.application}`}
            state={state}
            known={known}
          />
        ))}
      </ol>
    </Section>
  );
}

function EngineCheck({
  state: { listed, number, result, isRunning, run },
  known,
}: {
  state: CheckState;
  known: string | null;
}) {
  const words = texts.diagnostics;
  const { mend, isPending } = useFix(listed);
  const fix = result?.fix ?? null;
  const isWell = result === null || result.state === 'ok' || result.state === 'unused';
  const place = isWell ? null : placeOfCheck(listed, known);
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
      {place !== null && <WayTo href={place} label={words.goThere} />}
      {fix !== null && (
        <Button loading={isPending} onClick={() => mend(fix)}>
          {words.fixes[fix]}
        </Button>
      )}
    </CheckRow>
  );
}
