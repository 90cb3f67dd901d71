import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DesktopCheck } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { notifyFailure, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckRow } from './CheckRow.tsx';
import styles from './CheckGroup.module.css';

/** Under which what the shell found is kept. */
export const desktopKey = ['shell', 'diagnose'];

/** What the window's own program found about itself and this desktop. */
export function useDesktopChecks(): DesktopCheck[] {
  const engine = useEngine();
  return (
    useQuery({
      queryKey: desktopKey,
      queryFn: () => engine.shell('shell.diagnose', {}),
      gcTime: 0,
      staleTime: 0,
    }).data ?? []
  );
}

/** @param props.after number of the last check before these */
export function DesktopChecks({ checks, after }: { checks: readonly DesktopCheck[]; after: number }) {
  const engine = useEngine();
  const queries = useQueryClient();
  const words = texts.diagnostics;
  const { mutate, isPending } = useMutation({
    mutationFn: () => engine.shell('shell.set_desktop', { autostart: true }),
    onSuccess: () => queries.invalidateQueries({ queryKey: desktopKey }),
    onError: notifyFailure,
  });
  if (checks.length === 0) return null;
  return (
    <Section title={words.desktop}>
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
