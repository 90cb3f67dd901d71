import { useShellInfo } from '../../engine/index.ts';

/** Where people keep what they write, by the system; empty until it is known. */
export function useDocumentsFolder(): string {
  return useShellInfo()?.documents ?? '';
}
