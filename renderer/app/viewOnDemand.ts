import type { ComponentType } from 'react';
import { onDemand, type OnDemand } from '../parts/index.ts';
import { LoadingView } from './LoadingView.tsx';

/** A view in a file of its own; where that cannot be loaded, its crash boundary tells. */
export function viewOnDemand<Props extends object>(
  find: () => Promise<ComponentType<Props>>,
): OnDemand<Props> {
  return onDemand(find, { Waiting: LoadingView });
}
