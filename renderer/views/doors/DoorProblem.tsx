import type { DoorState } from '../../../contract/index.ts';
import { ProblemNote } from '../../parts/index.ts';

/** Why a door is not open, or not as good as it could be. */
export function DoorProblem({ door }: { door: Pick<DoorState, 'state' | 'problem' | 'details'> }) {
  if (door.problem === null) return null;
  const tone = door.state === 'failed' ? 'failed' : 'warning';
  return <ProblemNote tone={tone} problem={door.problem} details={door.details} />;
}
