import { useRoute } from '../../engine/index.ts';

/** Time between two looks at the addresses of this machine, of whose changes no event tells, in milliseconds. */
const lookMs = 15_000;

/** Name and addresses of this machine, as others on its networks reach it. */
export function useHosts(): readonly string[] {
  return useRoute('engine.status', {}, { keep: false, everyMs: lookMs }).data?.hosts ?? [];
}
