import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Desktop, ShellInput } from '../../contract/index.ts';
import { useEngine } from '../engine/index.ts';
import { notifyFailure } from '../parts/index.ts';

const key = ['shell', 'desktop'];

/** What the shell knows of this computer, and a way to change it; each change is kept at once. */
export function useDesktop(): {
  desktop: Desktop | undefined;
  change: (changes: ShellInput<'shell.set_desktop'>) => void;
} {
  const engine = useEngine();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: key, queryFn: () => engine.shell('shell.desktop', {}) });
  const { mutate } = useMutation({
    mutationFn: (changes: ShellInput<'shell.set_desktop'>) => engine.shell('shell.set_desktop', changes),
    onSuccess: (desktop) => queries.setQueryData(key, desktop),
    onError: notifyFailure,
  });
  return { desktop: data, change: mutate };
}
