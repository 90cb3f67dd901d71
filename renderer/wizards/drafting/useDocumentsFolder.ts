import { useQuery } from '@tanstack/react-query';
import { useEngine } from '../../engine/index.ts';

/** Where people keep what they write, by the system; empty until it is known. */
export function useDocumentsFolder(): string {
  const engine = useEngine();
  const shell = useQuery({ queryKey: ['shell.info'], queryFn: () => engine.shell('shell.info', {}) });
  return shell.data?.documents ?? '';
}
