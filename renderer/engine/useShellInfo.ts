import { useQuery } from '@tanstack/react-query';
import type { ShellOutput } from '../../contract/index.ts';
import { useEngine } from './engineContext.ts';

/** What the shell says of itself and of this machine; undefined until it has. */
export function useShellInfo(): ShellOutput<'shell.info'> | undefined {
  const engine = useEngine();
  return useQuery({ queryKey: ['shell', 'info'], queryFn: () => engine.shell('shell.info', {}) }).data;
}
