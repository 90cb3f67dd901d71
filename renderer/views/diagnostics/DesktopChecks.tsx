import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toEngineError } from '../../../contract/index.ts';
import type { DesktopCheck, EngineError } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { ErrorNote, notifyFailure, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckRow } from './CheckRow.tsx';
import styles from './CheckGroup.module.css';

/** Under which what the shell found is kept. */
export const desktopKey = ['shell', 'diagnose'];

/** What the window's own program found about itself and this desktop. */
export function useDesktopChecks(): DesktopFound {
  const engine = useEngine();
  const { data, error } = useQuery({
    queryKey: desktopKey,
    queryFn: () => engine.shell('shell.diagnose', {}),
    gcTime: 0,
    staleTime: 0,
  });
  return error === null ? { checks: data ?? [], error: null } : { checks: [], error: toEngineError(error) };
}

/** What was found, or why nothing could be. */
export interface DesktopFound {
  checks: readonly DesktopCheck[];
  error: EngineError | null;
}

interface DesktopChecksProps {
  desktop: DesktopFound;
  /** Number of the last check before these. */
  after: number;
}

/** The checks of the window, with what mends them. */
export function DesktopChecks({ desktop: { checks, error }, after }: DesktopChecksProps) {
  const engine = useEngine();
  const queries = useQueryClient();
  const words = texts.diagnostics;
  const { mutate, isPending } = useMutation({
    mutationFn: () => engine.shell('shell.set_desktop', { autostart: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: desktopKey }),
    onError: notifyFailure,
  });
  if (checks.length === 0 && error === null) return null;
  return (
    <Section title={words.desktop}>
      {error !== null && <ErrorNote error={error} />}
      <ol className={styles.list}>
        {checks.map((found, index) => (
          <CheckRow
            key={found.check}
            number={after + index + 1}
            title={words.titles[found.check]}
            found={found}
            isRunning={isPending && found.fix !== null}
            waiting={words.checking}
          >
            {found.fix !== null && (
              <Button loading={isPending} onClick={() => mutate()}>
                {words.renew}
              </Button>
            )}
          </CheckRow>
        ))}
      </ol>
    </Section>
  );
}
