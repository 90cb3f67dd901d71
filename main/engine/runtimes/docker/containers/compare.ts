import type { ContainerPlace } from './labels.ts';
import type { ContainerPlan, FoundContainer } from './types.ts';

/** What is to be done so that all is as it should be. */
export interface Steps {
  /** As they should be, and to be started where they do not run. */
  keep: { plan: ContainerPlan; found: FoundContainer }[];
  create: ContainerPlan[];
  remove: FoundContainer[];
  postponed: { plan: ContainerPlan | null; found: FoundContainer }[];
}

const keyOf = ({ role, of, replica }: ContainerPlace) => JSON.stringify([role, of, replica]);

/**
 * Compares what is there with what should be. Of several with the same place the one that is as it should be is kept,
 * a running one first.
 */
export function compare(
  plans: readonly ContainerPlan[],
  found: readonly FoundContainer[],
  mayReplace: (container: FoundContainer) => boolean,
): Steps {
  const steps: Steps = { keep: [], create: [], remove: [], postponed: [] };
  const left = new Set(found);
  for (const plan of plans) {
    const candidates = [...left].filter((one) => keyOf(one) === keyOf(plan));
    const fitting = candidates
      .filter(({ config, state }) => config === plan.config && state !== 'dead' && state !== 'removing')
      .toSorted((one, other) => Number(other.state === 'running') - Number(one.state === 'running'))[0];
    const busy = candidates.find((one) => one.state === 'running' && !mayReplace(one));
    if (fitting !== undefined) {
      steps.keep.push({ plan, found: fitting });
      left.delete(fitting);
    } else if (busy !== undefined) {
      steps.postponed.push({ plan, found: busy });
      left.delete(busy);
    } else {
      steps.create.push(plan);
    }
  }
  for (const one of left) {
    if (one.state === 'running' && !mayReplace(one)) steps.postponed.push({ plan: null, found: one });
    else steps.remove.push(one);
  }
  return steps;
}
